using System.Collections.Concurrent;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Journaling;
using Xunit.Abstractions;
using static Platica.LocalHost.Tests.Journaling.Deliveries;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>
/// What <see cref="ChaosTests"/> meets by chance, here step by step: the journal is left in the middle of each write, cut and flush, of the
/// receiving and of the mending after it, and must hold what was promised by then.
/// </summary>
public sealed class TornWriteTests(ITestOutputHelper output)
{
    private const int Rounds = 18;
    private const int LargeBytes = 70_000;

    private readonly ConcurrentQueue<(string Body, Task<string> Append)> _appends = [];
    private readonly ConcurrentQueue<string> _settled = [];

    [Fact]
    public async Task A_journal_left_in_the_middle_of_any_step_holds_what_was_acknowledged_once_and_nothing_by_half()
    {
        var file = new RecordedJournalFile([], Promised);
        await ReceiveAsync(file);
        var (endings, mendings) = (0, 0);
        foreach (var (how, left, promised) in file.Endings(file.Steps))
        {
            var mended = await RestartAsync(how, left, promised);
            foreach (var (again, leftAgain, _) in mended.File.Endings(mended.Steps))
            {
                await RestartAsync($"{how}, then {again}", leftAgain, promised);
                mendings++;
            }

            endings++;
        }

        output.WriteLine($"{file.Steps} steps: {endings} endings, and {mendings} more while their journals were mended.");
        Assert.True(endings > 150 && mendings > 150, $"{endings} endings, {mendings} of the mending.");
    }

    /// <summary>Several deliveries at once, short and long ones; some are settled, and one becomes a dead letter.</summary>
    private async Task ReceiveAsync(RecordedJournalFile file)
    {
        await using var journal = Open(file).Journal;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var body in Enumerable.Range(0, 1 + (round % 4)).Select(number => $"{round}.{number} {new string('x', round % 5 == 4 ? LargeBytes : 20)}"))
            {
                _appends.Enqueue((body, journal.AppendAsync(Of(body), CancellationToken.None)));
            }

            await Task.WhenAll(_appends.Select(append => append.Append));
            if (round % 3 == 2)
            {
                Settle(journal, _appends.Select(append => append.Append.Result).Take(_appends.Count - 2));
            }

            if (round == Rounds / 2)
            {
                var last = _appends.Last();
                _settled.Enqueue(last.Body);
                await journal.AddDeadLetterAsync(journal.Read(last.Append.Result)!, "handler-failed", "It failed.", 3);
            }
        }
    }

    private void Settle(Journal journal, IEnumerable<string> references)
    {
        var deliveries = references.Select(reference => journal.Read(reference)!).Where(delivery => !_settled.Contains(delivery.Text())).ToList();
        deliveries.ForEach(delivery => _settled.Enqueue(delivery.Text()));
        journal.Settle(deliveries);
    }

    private Promises Promised()
    {
        // Who is told too early that something is safe is told by now.
        Thread.Sleep(TimeSpan.FromMilliseconds(5));
        return new([.. _appends.Where(append => append.Append.IsCompletedSuccessfully).Select(append => append.Body)], [.. _settled]);
    }

    /// <summary>Starts on what is left, as the next process does, and takes one more delivery.</summary>
    private async Task<(RecordedJournalFile File, int Steps)> RestartAsync(string how, byte[] left, Promises promised)
    {
        var file = new RecordedJournalFile(left, () => promised);
        var (journal, replayed) = Open(file);
        var steps = file.Steps;
        string[] bodies = [.. replayed.Select(delivery => delivery.Text())];
        await using (journal)
        {
            Assert.True(promised.Accepted.SequenceEqual(bodies.Intersect(promised.Accepted)), $"Lost, or in another order: {how}");
            Assert.True(bodies.Distinct().Count() == bodies.Length, $"Doubled: {how}");
            Assert.True(!bodies.Except(_appends.Select(append => append.Body)).Any(), $"Never sent: {how}");
            Assert.True(!bodies.Except(promised.Settled).Except(journal.Unsettled.Select(delivery => delivery.Text())).Any(), $"Handlers will not run: {how}");
            await journal.AppendAsync(Of("after"), CancellationToken.None);
        }

        var next = (await ReplayAsync(new MemoryJournalFile(file.DeviceContent))).Bodies;
        Assert.True(next.SequenceEqual([.. bodies, "after"]), $"The next start finds something else: {how}");
        return (file, steps);
    }
}
