using System.Text;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>Calls of Whapi.Cloud, and the deliveries that the provider makes of them.</summary>
internal static class WhapiCalls
{
    public static readonly DateTimeOffset Arrival = new(2026, 5, 10, 16, 0, 0, TimeSpan.Zero);

    public static WhapiProvider Provider { get; } = new(new(new("secret"), new(null)));

    /// <summary>What one call brought.</summary>
    public static IReadOnlyList<Delivery> Receive(string body, string method = "POST", string path = "") => Receive(Encoding.UTF8.GetBytes(body), method, path);

    /// <inheritdoc cref="Receive(string, string, string)"/>
    public static IReadOnlyList<Delivery> Receive(byte[] body, string method = "POST", string path = "") => Provider.Split(new Delivery
    {
        Provider = Provider.Name,
        ReceivedAt = Arrival,
        Body = body,
        Attributes = Provider.ReadAttributes(new(method, path, _ => null)),
    });

    /// <summary>The envelope of the only delivery that a call brought.</summary>
    public static Envelope EnvelopeOf(string body, string method = "POST", string path = "") => EnvelopeOf(Assert.Single(Receive(body, method, path)));

    public static Envelope EnvelopeOf(Delivery delivery)
    {
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out var problem), problem);
        return envelope;
    }

    /// <summary>Why a delivery has no envelope.</summary>
    public static string ProblemOf(Delivery delivery)
    {
        Assert.False(Provider.TryReadEnvelope(delivery, out var envelope, out var problem), envelope?.EventName);
        return problem;
    }

    public static string TextOf(Delivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);
}
