using System.Collections.Concurrent;
using System.Text;
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
        var left = await LeftByKillsAsync(SendTwiceAsync, EraseAsync);

        foreach (var (number, content) in left.Index())
        {
            await AssertKeptOnceAsync(number, content);
        }
    }

    /// <summary>What a kill leaves before each write of the second act.</summary>
    private async Task<IReadOnlyCollection<byte[]>> LeftByKillsAsync(Func<RunningLocalHost, Task> first, Func<RunningLocalHost, Task> second)
    {
        var left = new ConcurrentQueue<byte[]>();
        using var file = new MemoryJournalFile();
        await using var host = await StartAsync(file);
        await SendAsync(host, "m_lucia", Lucia, "Hola de lucia");
        await SendAsync(host, "m_hola", Carlos, "Hola");
        await host.WaitUntilProcessedAsync();
        await first(host);
        await host.WaitUntilProcessedAsync();
        file.OnWrite = () => left.Enqueue(file.Content);
        await second(host);
        await host.WaitUntilProcessedAsync();
        file.OnWrite = () => { };
        Assert.True(left.Count > 5, $"{left.Count} writes");
        return left;
    }

    /// <summary>Also when the next start is killed, too.</summary>
    private static async Task AssertKeptOnceAsync(int number, byte[] content)
    {
        var again = new ConcurrentQueue<byte[]>();
        await AssertKeptOnceAsync($"Killed before write {number}", content, again);
        foreach (var (next, left) in again.Index())
        {
            await AssertKeptOnceAsync($"Killed before write {number}, then {next}", left, []);
        }
    }

    private static async Task AssertKeptOnceAsync(string how, byte[] content, ConcurrentQueue<byte[]> left)
    {
        using var file = new MemoryJournalFile(content);
        file.OnWrite = () => left.Enqueue(file.Content);
        await using (var host = await StartAsync(file))
        {
            await host.WaitUntilProcessedAsync();
            file.OnWrite = () => { };
            await EraseAsync(host);
        }

        using var ended = new MemoryJournalFile(file.Content);
        await using var journal = Journal.Open(ended, TimeProvider.System);
        var kept = journal.Replay().Count(delivery => Holds(delivery.Body.Span, "mira"));
        Assert.True(kept == (Holds(content, "mira") ? 1 : 0), $"{how}, it is there {kept} times.");
        Assert.All(TextsOfLucia, text => Assert.False(Holds(ended.Content, text), $"{how}, {text} is there."));
    }

    private static Task<RunningLocalHost> StartAsync(MemoryJournalFile file) => WhapiHost.StartAsync(configure: services => services
        .AddSingleton(provider => Journal.Open(file, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new ErasureOptions { Key = "0123456789abcdef0123456789abcdef" }));

    private Task SendOfCarlosAsync(RunningLocalHost host) => SendAsync(host, "m_carlos", Carlos, $"@{Lucia} mira");

    private async Task SendTwiceAsync(RunningLocalHost host)
    {
        await SendOfCarlosAsync(host);
        await SendOfCarlosAsync(host);
    }

    private Task SendAsync(RunningLocalHost host, string id, string from, string text) => host.WriteInGroupAsync(id, from, text, _told);

    private static Task<IReadOnlyDictionary<string, long>> EraseAsync(RunningLocalHost host) =>
        host.OperateToEndAsync("erase", $$"""{"phone":"+{{Lucia}}","workspace":"{{Workspace}}"}""");

    private static bool Holds(ReadOnlySpan<byte> content, string text) => content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
