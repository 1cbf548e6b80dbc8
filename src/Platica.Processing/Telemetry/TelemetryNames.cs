using Platica.Processing.Deliveries;
using Platica.Processing.Receiving;
using Platica.Webhooks;

namespace Platica.Processing.Telemetry;

/// <summary>The words that metrics and traces use: lower case, hyphens, and few of them.</summary>
internal static class TelemetryNames
{
    public const string OtherEvent = "other";
    public const string NoEvent = "none";

    /// <summary>An event's name as far as its provider lists it: whoever names events must not be able to make up tags without end.</summary>
    public static string EventOf(IWebhookProvider? provider, string? eventName) =>
        eventName is null ? NoEvent
        : provider?.Knows(eventName) == true ? eventName
        : OtherEvent;

    public static string Of(ReceiveOutcome outcome) => outcome switch
    {
        ReceiveOutcome.Accepted => "accepted",
        ReceiveOutcome.Malformed => "malformed",
        ReceiveOutcome.FlowAnswered => "flow-answered",
        ReceiveOutcome.Refused => "refused",
        _ => "unavailable",
    };

    public static string Of(SettlementKind settlement) => settlement switch
    {
        SettlementKind.Complete => "complete",
        SettlementKind.DeadLetter => "dead-letter",
        _ => "abandon",
    };
}
