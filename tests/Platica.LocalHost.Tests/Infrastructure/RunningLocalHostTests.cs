using System.Net;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Infrastructure;

public sealed class RunningLocalHostTests
{
    [Fact]
    public async Task Restart_finds_on_the_same_folder_what_was_acknowledged_before()
    {
        await using var host = await RunningLocalHost.StartAsync();
        foreach (var sample in PlaticaSamples.Story.All(DateTimeOffset.UnixEpoch.AddYears(56)))
        {
            using var answer = await host.SignedPostAsync(sample.Body.ToArray());
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted);
        }

        await host.WaitUntilProcessedAsync();
        var before = await host.GetItemsAsync("/api/events?limit=4&bodies=true");

        await host.RestartAsync();

        var after = await host.GetItemsAsync("/api/events?limit=4&bodies=true");
        Assert.Equal(PlaticaSamples.Story.EventNames.Count, before.Count);
        Assert.Equal(before.Select(item => item.GetRawText()), after.Select(item => item.GetRawText()));
        Assert.Empty(await host.GetDeadLettersAsync());
    }
}
