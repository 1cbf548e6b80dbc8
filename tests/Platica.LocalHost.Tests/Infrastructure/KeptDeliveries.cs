using System.Text;
using System.Text.Json;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>What the read API gives back of the deliveries that were sent, byte for byte.</summary>
internal static class KeptDeliveries
{
    /// <summary>The raw body of an item of /api/events or /api/dead-letters.</summary>
    public static byte[] BodyOf(JsonElement item) => item.TryGetProperty("body", out var text)
        ? Encoding.UTF8.GetBytes(text.GetString()!)
        : item.GetProperty("bodyBase64").GetBytesFromBase64();

    /// <summary>All archived deliveries with their bodies, of the named workspaces.</summary>
    public static async Task<IReadOnlyList<JsonElement>> GetEventsAsync(this RunningLocalHost host, params string[] workspaces)
    {
        var items = new List<JsonElement>();
        foreach (var workspace in workspaces)
        {
            items.AddRange(await host.GetItemsAsync($"/api/events?bodies=true&workspace={workspace}"));
        }

        return items;
    }
}
