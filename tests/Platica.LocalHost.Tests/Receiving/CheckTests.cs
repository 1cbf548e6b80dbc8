using System.Net;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica;

namespace Platica.LocalHost.Tests.Receiving;

public sealed class CheckTests
{
    [Fact]
    public async Task A_check_is_acknowledged_and_leaves_nothing_behind()
    {
        await using var host = await RunningLocalHost.StartAsync();

        for (var check = 0; check < 20; check++)
        {
            using var answer = await host.SignedPostAsync(PlaticaCheck.Create(DateTimeOffset.UtcNow));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("""{"data":{"acknowledged":true}}""", await answer.Content.ReadAsStringAsync());
        }

        Assert.Contains("200 answered (check)", await host.LineAsync(PlaticaCheck.EventName), StringComparison.Ordinal);
        await host.RestartAsync();
        Assert.Equal(0, host.Application.Recovery.Records);
        Assert.Empty(await host.GetItemsAsync("/api/events"));
        Assert.Empty(await host.GetItemsAsync("/api/flow-exchanges"));
        Assert.Empty(await host.GetItemsAsync("/api/flow-responses"));
        Assert.Empty(await host.GetDeadLettersAsync());
    }

    [Fact]
    public async Task A_check_leaves_what_is_stored_as_it_is()
    {
        await using var host = await RunningLocalHost.StartAsync();
        using (await host.SignedPostAsync(Fixture.Body("whatsapp.flows.init")))
        using (await host.SignedPostAsync(PlaticaCheck.Create(DateTimeOffset.UtcNow)))
        {
            await host.WaitUntilProcessedAsync();
        }

        var kept = Assert.Single(await host.GetItemsAsync("/api/events"));
        Assert.Equal("whatsapp.flows.init", kept.GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_check_that_is_not_signed_gets_401()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.PostAsync(PlaticaCheck.Create(DateTimeOffset.UtcNow));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await host.RestartAsync();
        Assert.Equal(0, host.Application.Recovery.Records);
    }
}
