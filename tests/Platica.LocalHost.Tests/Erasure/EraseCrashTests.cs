using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing.Erasure;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>A message that names an erased person, and the process killed before any write to the journal while it is replaced: the next start ends the same.</summary>
public sealed class EraseCrashTests
{
    private const string Workspace = "whapi.DEMO-A1";
    private const string Lucia = "5215500000001";
    private const string Carlos = "5215500000002";

    private static readonly string[] TextsOfLucia = ["lucia", Lucia, "525500000001"];

    private readonly DateTimeOffset _told = DateTimeOffset.UtcNow;

    [Fact]
    public async Task What_is_left_of_a_late_message_is_in_the_journal_once()
    {
        var left = await LeftByKillsAsync(EraseAsync, SendOfCarlosAsync);

        foreach (var (number, content) in left.Index())
        {
            await AssertKeptOnceAsync(number, content);
        }
    }

    [Fact]
    public async Task What_is_left_of_an_archived_message_is_in_the_journal_once()
    {
        var left = await LeftByKillsAsync(SendOfCarlosAsync, EraseAsync);

        foreach (var (number, content) in left.Index())
        {
            await AssertKeptOnceAsync(number, content);
        }
    }

    [Fact]
    public async Task What_is_left_of_a_message_that_the_tables_refuse_is_a_dead_letter_that_can_be_replayed()
    {
        var left = await LeftByKillsAsync(EraseAsync, SendTooLargeAsync);

        foreach (var content in left)
        {
            using var file = new MemoryJournalFile(content);
            await using var host = await StartAsync(file);
            await host.WaitUntilProcessedAsync();
            var letters = await host.GetItemsAsync("/api/dead-letters?reason=refused-by-store");

            var counts = await host.OperateToEndAsync("dead-letters/replay", """{"reason":"refused-by-store"}""");

            Assert.Equal(Holds(content, "m_carlos") ? 1 : 0, letters.Count);
            Assert.Equal(letters.Count, counts.GetValueOrDefault("sent"));
            await host.StopAsync();
            Assert.All(TextsOfLucia, text => Assert.False(Holds(file.Content, text)));
        }
    }

    /// <summary>What a kill leaves before each write of the second act.</summary>
    private async Task<IReadOnlyList<byte[]>> LeftByKillsAsync(Func<RunningLocalHost, Task> first, Func<RunningLocalHost, Task> second)
    {
        var left = new List<byte[]>();
        using var file = new MemoryJournalFile();
        await using var host = await StartAsync(file);
        await SendAsync(host, "m_lucia", Lucia, "Hola de lucia");
        await SendAsync(host, "m_hola", Carlos, "Hola");
        await host.WaitUntilProcessedAsync();
        await first(host);
        await host.WaitUntilProcessedAsync();
        file.OnWrite = () => left.Add(file.Content);
        await second(host);
        await host.WaitUntilProcessedAsync();
        file.OnWrite = () => { };
        Assert.True(left.Count > 5, $"{left.Count} writes");
        return left;
    }

    private static async Task AssertKeptOnceAsync(int number, byte[] content)
    {
        using var file = new MemoryJournalFile(content);
        await using (var host = await StartAsync(file))
        {
            await host.WaitUntilProcessedAsync();
            await EraseAsync(host);
        }

        using var ended = new MemoryJournalFile(file.Content);
        await using var journal = Journal.Open(ended, TimeProvider.System);
        var kept = journal.Replay().Count(delivery => Holds(delivery.Body.Span, "mira"));
        Assert.True(kept == (Holds(content, "mira") ? 1 : 0), $"Killed before write {number}, it is there {kept} times.");
        Assert.All(TextsOfLucia, text => Assert.False(Holds(ended.Content, text)));
    }

    private static Task<RunningLocalHost> StartAsync(MemoryJournalFile file) => WhapiHost.StartAsync(configure: services => services
        .AddSingleton(provider => Journal.Open(file, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new ErasureOptions { Key = "0123456789abcdef0123456789abcdef" }));

    private Task SendOfCarlosAsync(RunningLocalHost host) => SendAsync(host, "m_carlos", Carlos, $"@{Lucia} mira");

    private Task SendTooLargeAsync(RunningLocalHost host) => SendAsync(
        host, "m_carlos", Carlos, $"@{Lucia} mira", Enumerable.Range(0, 30).ToDictionary(number => $"x{number}", _ => (object)new string('y', 30_000)));

    private async Task SendAsync(RunningLocalHost host, string id, string from, string text, Dictionary<string, object>? unknown = null)
    {
        var message = new Dictionary<string, object>(unknown ?? [])
        {
            ["id"] = id,
            ["type"] = "text",
            ["chat_id"] = "group@g.us",
            ["from"] = from,
            ["timestamp"] = _told.ToUnixTimeSeconds(),
            ["text"] = new { body = text },
        };
        Assert.Equal(200, await host.CallWhapiAsync(JsonSerializer.Serialize(
            new { messages = new[] { message }, @event = new { type = "messages", @event = "post" }, channel_id = "DEMO-A1" })));
    }

    private static Task<IReadOnlyDictionary<string, long>> EraseAsync(RunningLocalHost host) =>
        host.OperateToEndAsync("erase", $$"""{"phone":"+{{Lucia}}","workspace":"{{Workspace}}"}""");

    private static bool Holds(ReadOnlySpan<byte> content, string text) => content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
