using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Output;

/// <summary>An event's <c>changes</c> for people: <c>status: active → finished</c>.</summary>
internal static class ChangesText
{
    /// <summary>All changes of the event on one line; empty where it tells none.</summary>
    public static string Of(JsonElement item)
    {
        var changes = JsonText.Find(item, "changes");
        return changes.ValueKind == JsonValueKind.Object
            ? string.Join("; ", changes.EnumerateObject().Select(Describe))
            : JsonText.Format(changes);
    }

    // Platica documents before and after in an example only, so that anything else is shown as it came.
    private static string Describe(JsonProperty change)
    {
        var after = JsonText.Find(change.Value, "after");
        var text = after.ValueKind == JsonValueKind.Undefined
            ? JsonText.Format(change.Value)
            : $"{Or(JsonText.Read(change.Value, "before"))} → {Or(JsonText.Format(after))}";
        return $"{PlainText.Clean(change.Name)}: {text}";
    }

    private static string Or(string text) => text.Length > 0 ? text : "–";
}
