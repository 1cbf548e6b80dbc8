using System.Net;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Operations;

/// <summary>A rebuild on one machine: every start is one, and the operation is the same again.</summary>
public sealed class RebuildTests
{
    private static readonly string[] Lists =
    [
        "/api/conversations", "/api/conversations/conv_lucia/messages", "/api/conversations/conv_lucia/events", "/api/clients", "/api/referrals",
        "/api/flow-exchanges", "/api/flow-responses", "/api/events?bodies=true",
    ];

    [Fact]
    public async Task A_rebuild_of_tables_that_lack_nothing_changes_nothing()
    {
        await using var host = await RunningLocalHost.StartAsync();
        foreach (var sample in PlaticaSamples.Story.All(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)))
        {
            using var accepted = await host.SignedPostAsync(sample.Body.ToArray());
        }

        await host.WaitUntilProcessedAsync();
        var before = await ReadAsync(host);

        var counts = await host.OperateToEndAsync("rebuild", "{}");

        Assert.Equal((1, 19), (counts["days"], counts["events"]));
        Assert.Equal(before, await ReadAsync(host));
    }

    [Fact]
    public async Task Fresh_tables_are_had_by_a_restart()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.OperateAsync("rebuild", """{"into":"v2"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("restart", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<List<string>> ReadAsync(RunningLocalHost host)
    {
        var answers = new List<string>();
        foreach (var list in Lists)
        {
            answers.Add((await host.GetJsonAsync(list)).GetRawText());
        }

        return answers;
    }
}
