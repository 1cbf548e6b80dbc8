using System.Text.Json;
using Platica.Cli.Http;
using Platica.Flows;

namespace Platica.Cli.Funnel;

/// <summary>One exchange of a Flow, as far as the funnel needs it.</summary>
/// <param name="Session">Whose it is: the Flow token, else the exchange alone.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="From">The screen the person was on; empty on init.</param>
/// <param name="To">The screen they were shown; empty where the answer names none.</param>
/// <param name="Outcome">How it ended; empty where it is not known.</param>
/// <param name="Milliseconds">How long the answer took; null where it is not known.</param>
internal sealed record ExchangeView(string Session, DateTimeOffset At, string From, string To, string Outcome, double? Milliseconds)
{
    /// <summary>Whether the person got the fallback.</summary>
    public bool IsFallback => FlowOutcome.IsFallback(Outcome);

    /// <summary>Reads an item of <c>/api/flow-exchanges</c>.</summary>
    public static ExchangeView Read(JsonElement item)
    {
        var token = JsonText.ReadExact(item, "flowToken");
        var milliseconds = JsonText.Find(item, "milliseconds");
        return new(
            token.Length > 0 ? token : $"~{JsonText.ReadExact(item, "id")}",
            JsonText.FindTime(item, "at") ?? DateTimeOffset.MinValue,
            JsonText.ReadExact(item, "screen"),
            JsonText.ReadExact(JsonText.Find(item, "answer"), "screen"),
            JsonText.ReadExact(item, "outcome"),
            milliseconds.ValueKind == JsonValueKind.Number ? milliseconds.GetDouble() : null);
    }
}
