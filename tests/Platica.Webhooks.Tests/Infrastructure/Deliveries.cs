using System.Text;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Infrastructure;

/// <summary>Deliveries made of a text, and what Platica's provider reads in them.</summary>
internal static class Deliveries
{
    public static readonly DateTimeOffset Arrival = new(2026, 5, 10, 16, 0, 0, TimeSpan.Zero);

    public static PlaticaProvider Provider { get; } = new PlaticaProvider(new(new SigningSecrets("secret")));

    public static Delivery Of(string body, params (string Name, string Value)[] headers) => Of(Encoding.UTF8.GetBytes(body), headers);

    public static Delivery Of(byte[] body, params (string Name, string Value)[] headers) => new()
    {
        Provider = Provider.Name,
        ReceivedAt = Arrival,
        Body = body,
        Attributes = Provider.ReadAttributes(new("POST", "", name => headers.FirstOrDefault(header => header.Name == name).Value)),
    };

    public static Envelope ReadEnvelope(this Delivery delivery)
    {
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out var problem), problem);
        return envelope;
    }

    public static Translation Translate(string body)
    {
        var delivery = Of(body);
        return Provider.Translate(delivery, delivery.ReadEnvelope());
    }

    /// <summary>The only change of a kind; for conversations the one with the snapshot's fields, which comes first.</summary>
    public static EntityChange ChangeOf(this Translation translation, EntityKind kind) => translation.Changes.First(change => change.Kind == kind);

    /// <summary>A field's value; fails when the change does not tell it.</summary>
    public static object? ValueOf(this EntityChange change, Field field, string? key = null) =>
        change.Fields.Single(set => ReferenceEquals(set.Field, field) && set.Key == key).Value.Value;
}
