using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Output;

/// <summary>An event's <c>changes</c> for people: <c>status: active → finished</c>.</summary>
internal static class ChangesText
{
    /// <summary>All changes of the event on one line; empty where it tells none.</summary>
    public static string Of(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("changes", out var changes))
        {
            return "";
        }

        return changes.ValueKind == JsonValueKind.Object
            ? string.Join("; ", changes.EnumerateObject().Select(Describe))
            : JsonText.Format(changes);
    }

    // Platica documents before and after in an example only, so that anything else is shown as it came.
    private static string Describe(JsonProperty change) =>
        $"{PlainText.Clean(change.Name)}: " + (change.Value.ValueKind == JsonValueKind.Object && change.Value.TryGetProperty("after", out var after)
            ? $"{Or(JsonText.Read(change.Value, "before"))} → {Or(JsonText.Format(after))}"
            : JsonText.Format(change.Value));

    private static string Or(string text) => text.Length > 0 ? text : "–";
}
