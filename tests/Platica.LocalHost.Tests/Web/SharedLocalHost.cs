using System.Net;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Web;

/// <summary>One LocalHost that holds the sample story, for tests that only look at it.</summary>
public sealed class SharedLocalHost : IAsyncLifetime
{
    /// <summary>A path of every read route, with ids of the sample story.</summary>
    public static IReadOnlyList<string> ReadPaths { get; } =
    [
        "/api/conversations",
        "/api/conversations/conv_lucia",
        "/api/conversations/conv_lucia/messages",
        "/api/clients",
        "/api/clients/cli_lucia",
        "/api/events",
        "/api/events?bodies=true",
        "/api/dead-letters",
    ];

    internal RunningLocalHost Host { get; private set; } = null!;

    internal Uri Receiver => Host.Application.Endpoints.Receiver;

    internal Uri Admin => Host.Application.Endpoints.Admin;

    public async Task InitializeAsync()
    {
        Host = await RunningLocalHost.StartAsync();
        foreach (var sample in PlaticaSamples.Story.All(DateTimeOffset.UnixEpoch.AddYears(56)))
        {
            using var answer = await Host.SignedPostAsync(sample.Body.ToArray());
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted);
        }

        await Host.WaitUntilProcessedAsync();
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
