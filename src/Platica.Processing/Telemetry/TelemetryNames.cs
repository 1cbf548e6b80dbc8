using System.Buffers;
using Platica.Flows.FlowJson;
using Platica.Processing.Deliveries;
using Platica.Processing.Receiving;
using Platica.Webhooks;

namespace Platica.Processing.Telemetry;

/// <summary>The words that metrics and traces use: lower case, hyphens, and few of them.</summary>
internal static class TelemetryNames
{
    public const string Other = "other";
    public const string NoEvent = "none";
    public const string UnknownProvider = "unknown";

    private const int LongestReason = 32;

    private static readonly SearchValues<char> ReasonCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    /// <summary>An event's name as far as its provider lists it: whoever names events must not be able to make up tags without end.</summary>
    public static string EventOf(IWebhookProvider? provider, string? eventName) =>
        eventName is null ? NoEvent
        : provider?.Knows(eventName) == true ? eventName
        : Other;

    /// <summary>A reason of ours, which are lower-case words with hyphens; operators and brokers may word theirs as they like.</summary>
    public static string ReasonOf(string reason) =>
        reason.Length <= LongestReason && !reason.AsSpan().ContainsAnyExcept(ReasonCharacters) ? reason : Other;

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

    public static string Of(FlowViolationKind kind) => kind switch
    {
        FlowViolationKind.UnknownScreen => "unknown-screen",
        FlowViolationKind.UnreachableScreen => "unreachable-screen",
        FlowViolationKind.UndeclaredKey => "undeclared-key",
        FlowViolationKind.MissingKey => "missing-key",
        FlowViolationKind.NullValue => "null-value",
        _ => "wrong-type",
    };
}
