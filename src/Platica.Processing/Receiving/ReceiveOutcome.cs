namespace Platica.Processing.Receiving;

/// <summary>What became of a request on a webhook URL.</summary>
public enum ReceiveOutcome
{
    /// <summary>Queued durably.</summary>
    Accepted,

    /// <summary>Queued durably although no event could be read from it; it will be a dead letter.</summary>
    Malformed,

    /// <summary>A Flow exchange, answered.</summary>
    FlowAnswered,

    /// <summary>Refused: see the reason.</summary>
    Refused,

    /// <summary>Not taken because this side is not ready: no secret, or no queue.</summary>
    Unavailable,
}
