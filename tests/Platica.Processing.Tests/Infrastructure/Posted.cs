using System.Text;
using System.Text.Json;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Makes deliveries as Platica posts them.</summary>
internal static class Posted
{
    /// <summary>When everything here arrives.</summary>
    public static readonly DateTimeOffset Arrival = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A delivery of an event.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="data">The snapshots, as an anonymous object.</param>
    /// <param name="at">The event's time; the arrival when omitted.</param>
    /// <param name="workspace">The workspace's id.</param>
    public static Delivery Event(
        string eventName, string id, object? data = null, DateTimeOffset? at = null, string workspace = "ws_1")
    {
        var envelope = new
        {
            id,
            @event = eventName,
            workspaceId = workspace,
            timestamp = (at ?? Arrival).UtcDateTime,
            data,
        };
        return Body(JsonSerializer.Serialize(envelope));
    }

    /// <summary>The body as text.</summary>
    public static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);

    /// <summary>A delivery of any body.</summary>
    public static Delivery Body(string body) => new()
    {
        Provider = Pipeline.Provider.Name,
        ReceivedAt = Arrival,
        Body = Encoding.UTF8.GetBytes(body),
    };
}
