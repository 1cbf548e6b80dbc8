using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Output;

/// <summary>One stored event on one line: time (UTC), event, resource, id.</summary>
internal static class EventLine
{
    /// <summary>The event's line.</summary>
    public static string Of(JsonElement item) => string.Join(
        "  ",
        JsonText.ReadTime(item, "timestamp", "HH:mm:ss"),
        JsonText.Read(item, "event").PadRight(30),
        JsonText.Read(item, "resourceId").PadRight(16),
        JsonText.Read(item, "id")).TrimEnd();
}
