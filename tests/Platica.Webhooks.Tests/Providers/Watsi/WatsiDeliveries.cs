using System.Text;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Providers.Watsi;

/// <summary>Deliveries made of a text, and what Watsi's provider reads in them.</summary>
internal static class WatsiDeliveries
{
    public static readonly DateTimeOffset Arrival = new(2026, 5, 10, 16, 0, 0, TimeSpan.Zero);

    /// <summary>The time of every event made by <see cref="Event"/>.</summary>
    public static readonly DateTimeOffset Time = new(2026, 5, 10, 15, 0, 0, 123, TimeSpan.Zero);

    public static WatsiProvider Provider { get; } = new(new WatsiSettings(new SigningSecrets("secret")));

    /// <summary>A whole body around some data.</summary>
    public static string Event(string type, string data) => $$"""
        {"id":"evt_1","type":"{{type}}","created_at":"2026-05-10T15:00:00.123Z","workspace_id":"7b1d5f0e-0000-4000-8000-000000000001","data":{{data}}}
        """;

    public static Delivery Of(string body, params (string Name, string Value)[] headers) => new()
    {
        Provider = Provider.Name,
        ReceivedAt = Arrival,
        Body = Encoding.UTF8.GetBytes(body),
        Attributes = Provider.ReadAttributes(new("POST", "", name => headers.FirstOrDefault(header => header.Name == name).Value)),
    };

    public static Envelope ReadEnvelope(this Delivery delivery)
    {
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out var problem), problem);
        return envelope;
    }

    public static Translation Translate(string type, string data)
    {
        var delivery = Of(Event(type, data));
        return Provider.Translate(delivery, delivery.ReadEnvelope());
    }

    /// <summary>Every field of a change as <c>Column[key]=value</c>, in the order of their names.</summary>
    public static string[] Lines(this EntityChange change) =>
    [
        .. change.Fields
            .Select(set => $"{set.Field.Column}{(set.Key is null ? "" : $"[{set.Key}]")}={set.Value.Value switch
            {
                null => "null",
                DateTimeOffset time => time.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
                var value => value,
            }}")
            .Order(StringComparer.Ordinal),
    ];
}
