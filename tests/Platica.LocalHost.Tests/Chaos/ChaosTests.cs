using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Platica.LocalHost.Data;
using Platica.LocalHost.Tests.Infrastructure;
using Xunit.Abstractions;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>
/// The real process, killed again and again at any moment: while it receives, while it writes large bodies, while it replays its journal.
/// <c>PLATICA_CHAOS_SEED=seed</c> gives the same events and moments again, <c>PLATICA_CHAOS_KILLS=1000</c> makes a longer run.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 27;
    private const int DuringStartEvery = 3;
    private const int Earlier = 10_000;
    private const int LongestLoad = 400;

    private readonly ScratchFolder _folder = new();
    private readonly ForwardEndpoint _endpoint = new();
    private readonly List<string> _printed = [];
    private TimeSpan _startTakes = TimeSpan.FromSeconds(1);
    private int _duringStart;

    public void Dispose()
    {
        _endpoint.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_SIGKILL_at_any_moments_everything_acknowledged_is_there_once_and_nothing_by_half()
    {
        var (seed, kills) = (ReadSetting("PLATICA_CHAOS_SEED") ?? 1, ReadSetting("PLATICA_CHAOS_KILLS") ?? Kills);
        var random = new Random(seed);
        var crowd = new ChaosCrowd(seed);
        await EarlierJournal.WriteAsync(new DataFolder(_folder.Path), Earlier);
        for (var life = 0; life < kills; life++)
        {
            await (life % DuringStartEvery == DuringStartEvery - 1
                ? KillDuringStartAsync(random.NextDouble())
                : KillUnderLoadAsync(crowd, TimeSpan.FromMilliseconds(random.Next(LongestLoad))));
        }

        await using var last = await StartAsync();
        using var client = new LocalHostClient(last);
        var kept = await EventsAsync(client, ChaosEvent.Workspace);
        Tell(seed, kills, crowd, kept);

        Assert.Equal(kept.Distinct(), kept);
        Assert.Empty(crowd.Accepted.Except(kept));
        Assert.Empty(kept.Except(crowd.Posted.Keys));
        Assert.Empty(crowd.Refused);
        Assert.Empty(await client.GetItemsAsync("/api/dead-letters"));
        Assert.Equal(Earlier, (await EventsAsync(client, EarlierJournal.Workspace)).Distinct().Count());
        Assert.Equal(await FaultlessAsync(kept.Select(id => crowd.Posted[id])), await WorkspaceImage.TakeAsync(ChaosEvent.Workspace, client.GetItemsAsync));
        await EveryHandlerRanAsync(kept.Where(id => crowd.Posted[id].IsForwarded));
        Assert.True(crowd.Accepted.Count > kills && _duringStart > 0, $"{crowd.Accepted.Count} accepted, {_duringStart} killed during the start.");
    }

    private async Task KillUnderLoadAsync(ChaosCrowd crowd, TimeSpan after)
    {
        await using var process = await StartAsync();
        await crowd.SendAsync(process, after, process.KillAsync);
    }

    /// <summary>Most of a start is the replay of the journal.</summary>
    private async Task KillDuringStartAsync(double part)
    {
        await using var process = LocalHostProcess.Begin(_folder.Path, Environment());
        await Task.Delay(_startTakes * part);
        await process.KillAsync();
        _printed.AddRange(process.Output.All);
        _duringStart += process.IsReady ? 0 : 1;
    }

    private async Task<LocalHostProcess> StartAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        var process = await LocalHostProcess.StartAsync(_folder.Path, Environment());
        _startTakes = Stopwatch.GetElapsedTime(startedAt);
        _printed.AddRange(process.Output.All);
        return process;
    }

    private (string Name, string Value)[] Environment() => [("Forward__Url", _endpoint.Url)];

    private static async Task<List<string>> EventsAsync(LocalHostClient client, string workspace) =>
        [.. (await client.GetItemsAsync($"/api/events?workspace=platica.{workspace}")).Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>What a LocalHost tells that got the same events and that nothing happened to.</summary>
    private static async Task<SortedDictionary<string, string>> FaultlessAsync(IEnumerable<ChaosEvent> events)
    {
        await using var host = await RunningLocalHost.StartAsync();
        foreach (var each in events)
        {
            using var answer = await host.SignedPostAsync(each.Body);
            answer.EnsureSuccessStatusCode();
        }

        await host.WaitUntilProcessedAsync();
        return await WorkspaceImage.TakeAsync(ChaosEvent.Workspace, host.GetItemsAsync);
    }

    /// <summary>Handlers run at least once; what was not settled before a kill goes on after the next start.</summary>
    private async Task EveryHandlerRanAsync(IEnumerable<string> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var missing = expected.ToList();
        while (missing.Count > 0 && !patience.IsCancellationRequested)
        {
            await Task.Delay(50, CancellationToken.None);
            missing = [.. missing.Except(_endpoint.Events)];
        }

        Assert.Empty(missing);
    }

    private void Tell(int seed, int kills, ChaosCrowd crowd, List<string> kept)
    {
        var cut = _printed.Count(line => line.Contains("The journal ended in", StringComparison.Ordinal));
        var reading = _printed.Count(line => line.StartsWith("Reading the journal", StringComparison.Ordinal));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            PLATICA_CHAOS_SEED={seed}: {kills} SIGKILLs, {_duringStart} of them during a start.
            {crowd.Posted.Count} events posted, {crowd.Accepted.Count} accepted, {kept.Count} kept; {crowd.Unanswered} posts without an answer.
            {cut} starts found a record that was torn in the middle; {reading} lines told of a replay.
            The journal: {new FileInfo(_folder["deliveries.journal"]).Length / 1_000_000} MB.
            """));
    }

    private static int? ReadSetting(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
