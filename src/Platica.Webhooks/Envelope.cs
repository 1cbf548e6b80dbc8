namespace Platica.Webhooks;

/// <summary>What every delivery tells beside its data; enough to route it, name it in a log and place it in time.</summary>
public sealed record Envelope
{
    /// <summary>The provider's event name, such as <c>message.created</c>; may be one that this version does not know.</summary>
    public required string EventName { get; init; }

    /// <summary>The provider's event id, else the lower-case hex SHA-256 of the body. The idempotency key.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The event id as logs show it: less what tells a person. A hash of little more than a telephone number is as good as the number to
    /// whoever guesses, so an id that is nothing else is shown as <see cref="HashOnly"/>.
    /// </summary>
    public required string LogId { get; init; }

    /// <summary>The provider's workspace id, else <c>unknown</c>.</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>The envelope's time in UTC, else the header's, else the arrival.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Whether a person at a phone waits for the answer.</summary>
    public required bool IsFlowExchange { get; init; }

    /// <summary>
    /// Whether the receiver's owner asks if Flows are answered in time: told by the signed body alone. It is a Flow exchange that is
    /// answered, but neither kept nor shown to a handler.
    /// </summary>
    public bool IsCheck { get; init; }

    /// <summary>Who caused the event, for audit only.</summary>
    public string? Source { get; init; }

    /// <summary>The kind of resource the event is about.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The id of that resource.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The <see cref="LogId"/> of an event that was given no id.</summary>
    public const string HashOnly = "-";

    /// <summary>The workspace value used when a delivery names none.</summary>
    public const string UnknownWorkspace = "unknown";
}
