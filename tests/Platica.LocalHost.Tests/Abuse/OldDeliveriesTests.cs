using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Abuse;

/// <summary>Whoever recorded signed deliveries can send them again for ever: the signature has no date. It must change nothing.</summary>
public sealed class OldDeliveriesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>What the year-old deliveries told, and what has become of it since.</summary>
    private static readonly (string Old, string New)[] Changes =
        [("Lucía", "Marta"), ("Hernández", "Ortega"), ("lucia@example.com", "marta@example.com"), ("Hola, vi su anuncio.", "Soy yo otra vez."), ("Guadalajara", "Zapopan")];

    private static readonly string[] State = ["/api/conversations", "/api/clients", "/api/conversations/conv_lucia/messages", "/api/flow-responses"];

    private static readonly string[] Audit =
        ["/api/conversations/conv_lucia/events", "/api/referrals", "/api/flow-exchanges", "/api/events?bodies=true", "/api/dead-letters?reason=undecodable"];

    private readonly List<byte[]> _old = [.. PlaticaSamples.Story.All(Now.AddYears(-1)).Select(sample => sample.Body.ToArray())];
    private readonly List<byte[]> _new = [.. PlaticaSamples.Story.All(Now).Select(Changed)];

    [Fact]
    public async Task Every_delivery_of_a_year_ago_sent_again_changes_no_answer_of_the_read_API()
    {
        await using var host = await StartAsync();
        await SendAsync(host, _old);
        await SendAsync(host, _new);
        await host.WaitUntilProcessedAsync();
        var before = await ReadAsync(host, [.. State, .. Audit]);
        Assert.Contains("Marta", before[1], StringComparison.Ordinal);

        foreach (var order in (IEnumerable<byte[]>[])[_old, _old.AsEnumerable().Reverse()])
        {
            await SendAsync(host, order);
        }

        await host.WaitUntilProcessedAsync();
        Assert.Equal(before, await ReadAsync(host, [.. State, .. Audit]));
        Assert.Empty(await host.GetDeadLettersAsync());
    }

    [Fact]
    public async Task A_delivery_of_a_year_ago_that_never_came_adds_to_the_audit_and_changes_no_state()
    {
        await using var host = await StartAsync();
        await SendAsync(host, _new);
        await host.WaitUntilProcessedAsync();
        var before = (await ReadAsync(host, State)).Select(WithoutHistory).ToList();

        await SendAsync(host, _old);

        await host.WaitUntilProcessedAsync();
        Assert.Equal(before, (await ReadAsync(host, State)).Select(WithoutHistory));
        Assert.Equal(_old.Count + _new.Count, (await host.GetItemsAsync("/api/events")).Count);
    }

    [Fact]
    public async Task A_Flow_exchange_of_a_year_ago_is_answered_as_stale_and_reaches_no_handler()
    {
        await using var host = await StartAsync();
        var exchanges = _old.Where(body => Encoding.UTF8.GetString(body).Contains("\"flowExchange\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, exchanges.Count);

        await SendAsync(host, exchanges);

        await host.WaitUntilProcessedAsync();
        await host.LineAsync("kept as dead letter");
        Assert.All(await host.GetItemsAsync("/api/flow-exchanges"), exchange => Assert.Equal("stale", exchange.GetProperty("outcome").GetString()));
        Assert.Equal(exchanges.Count, host.Printed.All.Count(line => line.Contains("200 answered (stale)", StringComparison.Ordinal)));
    }

    private static Task<RunningLocalHost> StartAsync() =>
        RunningLocalHost.StartAsync(options => options with { Flows = options.Flows with { MaxAge = TimeSpan.FromHours(24) } });

    private static async Task SendAsync(RunningLocalHost host, IEnumerable<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            using var answer = await host.SignedPostAsync(body);
            Assert.True((int)answer.StatusCode is 200 or 202, $"{answer.StatusCode}");
        }
    }

    private static async Task<List<string>> ReadAsync(RunningLocalHost host, string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths)
        {
            answers.Add($"[{string.Join(",\n", (await host.GetItemsAsync(path)).Select(item => item.GetRawText()))}]");
        }

        return answers;
    }

    /// <summary>When a message first had a status is the earliest time told, whenever it is told.</summary>
    private static string WithoutHistory(string items)
    {
        var rows = JsonNode.Parse(items)!.AsArray();
        foreach (var row in rows)
        {
            row!.AsObject().Remove("statusTimes");
        }

        return rows.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static byte[] Changed(ProviderSample sample) => Encoding.UTF8.GetBytes(
        Changes.Aggregate(Encoding.UTF8.GetString(sample.Body.Span), (body, change) => body.Replace(change.Old, change.New, StringComparison.Ordinal)));
}
