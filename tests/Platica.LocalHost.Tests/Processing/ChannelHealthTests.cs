using System.Net;
using System.Text;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Processing;

/// <summary>Whoever runs LocalHost sees that a channel of Whapi.Cloud stopped working, and that it works again.</summary>
public sealed class ChannelHealthTests
{
    private const string Secret = "whapi_for_tests";

    [Fact]
    public async Task A_channel_that_stops_working_has_a_line_and_when_it_works_again_another()
    {
        await using var host = await StartAsync();
        foreach (var (status, code) in ((string, int)[])[("AUTH", 4), ("QR", 3), ("LAUNCH", 2), ("QR", 3), ("INIT", 1), ("AUTH", 4)])
        {
            await HealthAsync(host, status, code);
        }

        Assert.EndsWith("  Channel DEMO-A1 of whapi works again: AUTH", await host.LineAsync("works again"), StringComparison.Ordinal);
        Assert.EndsWith("  Channel DEMO-A1 of whapi does not work: QR", await host.LineAsync("does not work"), StringComparison.Ordinal);
        Assert.Equal(2, host.Printed.All.Count(line => line.Contains("Channel ", StringComparison.Ordinal)));
        var channel = Assert.Single(await host.GetItemsAsync("/api/channels?provider=whapi"));
        Assert.True(channel.GetProperty("healthy").GetBoolean());
    }

    [Fact]
    public async Task A_restart_tells_of_no_channel_again()
    {
        await using var host = await StartAsync();
        await HealthAsync(host, "QR", 3);
        await host.LineAsync("does not work");

        await host.RestartAsync();
        await host.WaitUntilProcessedAsync();

        Assert.Equal(1, host.Printed.All.Count(line => line.Contains("does not work", StringComparison.Ordinal)));
        Assert.False(Assert.Single(await host.GetItemsAsync("/api/channels")).GetProperty("healthy").GetBoolean());
    }

    private static Task<RunningLocalHost> StartAsync() => RunningLocalHost.StartAsync(options => options with
    {
        Pipeline = options.Pipeline with { Whapi = new WhapiSettings(new SharedSecrets(Secret), new SharedSecrets(null)) },
    });

    private static async Task HealthAsync(RunningLocalHost host, string status, int code)
    {
        var body = $$$"""
            {"health":{"start_at":1778400000,"uptime":77,"status":{"code":{{{code}}},"text":"{{{status}}}"},"version":"1.8.3-demo"},
             "event":{"type":"channel","event":"post"},"channel_id":"DEMO-A1"}
            """;
        using var answer = await host.SendAsync(
            HttpMethod.Post, "/api/webhooks/whapi", new ByteArrayContent(Encoding.UTF8.GetBytes(body)), (WhapiSettings.DefaultHeader, Secret));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.WaitUntilProcessedAsync();
    }
}
