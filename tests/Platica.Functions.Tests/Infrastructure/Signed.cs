using System.Text;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>Webhook calls as Platica makes them.</summary>
internal static class Signed
{
    public const string Path = "/api/webhooks/platica";

    /// <summary>An event of Platica's catalogue.</summary>
    public static byte[] Sample(string eventName, DateTimeOffset now) => PlaticaSamples.Story.Create(eventName, now).Body.ToArray();

    /// <summary>A signed POST.</summary>
    public static FakeRequest Post(byte[] body, string secret = Home.Secret) =>
        FakeRequest.Post(Path, body, PlaticaRequest.HeadersFor(body, Encoding.UTF8.GetBytes(secret)));

    /// <summary>A signed POST.</summary>
    public static FakeRequest Post(string body, string secret = Home.Secret) => Post(Encoding.UTF8.GetBytes(body), secret);
}
