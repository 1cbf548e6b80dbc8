namespace Platica.Webhooks.Flows;

/// <summary>What the phone asks for.</summary>
public enum FlowAction
{
    /// <summary>An action that this version does not know, or none.</summary>
    Unknown,

    /// <summary>The person opened the Flow.</summary>
    Init,

    /// <summary>The person sent a screen's form.</summary>
    DataExchange,

    /// <summary>The person went back from a screen.</summary>
    Back,
}
