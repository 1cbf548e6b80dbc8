using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalSettlementTests : IDisposable
{
    private readonly MemoryJournalFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("a", "b c d")]
    [InlineData("a b", "c d")]
    [InlineData("b a", "c d")]
    [InlineData("b d", "a b c d")]
    [InlineData("a c d", "b c d")]
    [InlineData("d c b a", "")]
    public async Task Unsettled_is_what_was_not_settled_without_a_gap_before_it(string settled, string unsettled)
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            var deliveries = await AppendAsync(journal, "a", "b", "c", "d");
            foreach (var name in settled.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                journal.Settle([deliveries[name]]);
            }
        }

        Assert.Equal(unsettled, await UnsettledAsync(_file.Content));
    }

    [Fact]
    public async Task What_was_unsettled_at_a_start_can_be_settled_after_it()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await AppendAsync(journal, "a", "b");
        }

        await using (var journal = Deliveries.Open(_file).Journal)
        {
            var later = await AppendAsync(journal, "c");
            journal.Settle(later.Values);
            journal.Settle([journal.Unsettled[0]]);
        }

        Assert.Equal("b c", await UnsettledAsync(_file.Content));
    }

    [Fact]
    public async Task A_checkpoint_costs_no_flush_and_rides_on_the_next()
    {
        await using var journal = Deliveries.Open(_file).Journal;
        var first = await AppendAsync(journal, "a");
        var flushes = _file.Flushes;

        journal.Settle(first.Values);
        await Deliveries.CheckpointAsync(_file);
        Assert.Equal(flushes, _file.Flushes);
        Assert.Equal((1, 0), (Deliveries.Checkpoints(_file.Content), Deliveries.Checkpoints(_file.DeviceContent)));

        await AppendAsync(journal, "b");
        Assert.Equal(flushes + 1, _file.Flushes);
        Assert.Equal("b", await UnsettledAsync(_file.DeviceContent));
    }

    [Fact]
    public async Task A_failed_flush_cuts_back_an_unflushed_checkpoint_and_nothing_that_was_acknowledged()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            journal.Settle((await AppendAsync(journal, "a")).Values);
            await Deliveries.CheckpointAsync(_file);
            _file.OnFlush = () =>
            {
                _file.OnFlush = () => { };
                throw new IOException("flush failed");
            };
            await Assert.ThrowsAsync<QueueUnavailableException>(() => AppendAsync(journal, "lost"));
            Assert.Equal(0, Deliveries.Checkpoints(_file.Content));
            await AppendAsync(journal, "b");
        }

        var (reopened, replayed) = Deliveries.Open(new MemoryJournalFile(_file.DeviceContent));
        await using (reopened)
        {
            Assert.Equal(["a", "b"], replayed.Select(Deliveries.Text));
            Assert.Empty(reopened.Recovery!.Damaged);
        }
    }

    [Fact]
    public async Task A_dead_letter_is_read_back_and_its_delivery_is_settled()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            var deliveries = await AppendAsync(journal, "a", "b");
            await journal.AddDeadLetterAsync(deliveries["b"], "handler-failed", "Señal: falló.", 3);
        }

        var reopened = Deliveries.Open(_file).Journal;
        await using (reopened)
        {
            var letter = Assert.IsType<DeadLetterRecord>(Assert.Single(reopened.Changes));
            Assert.Equal(("handler-failed", "Señal: falló.", 3), (letter.Reason, letter.Description, letter.Attempts));
            Assert.Equal("b", reopened.Read(JournalReference.Of(letter.Offset))!.Text());
            Assert.Equal(["a"], reopened.Unsettled.Select(Deliveries.Text));
            Assert.Equal((2, 0), (reopened.Recovery!.Records, reopened.Recovery.UnknownRecords));
        }
    }

    [Fact]
    public async Task A_journal_of_the_first_format_counts_as_settled_and_is_brought_to_this_one()
    {
        var (content, _) = await Deliveries.WriteAsync("old");
        using var file = new MemoryJournalFile(Deliveries.InFormat(1, content));

        var (journal, replayed) = Deliveries.Open(file);
        await using (journal)
        {
            Assert.Equal(["old"], replayed.Select(Deliveries.Text));
            Assert.Empty(journal.Unsettled);
            await AppendAsync(journal, "new");
        }

        Assert.Equal("new", await UnsettledAsync(file.DeviceContent));
        Assert.Equal(JournalHeader.Version, file.DeviceContent[8]);
    }

    [Fact]
    public async Task A_journal_of_the_second_format_keeps_what_is_unsettled_and_is_brought_to_this_one()
    {
        var (content, _) = await Deliveries.WriteAsync("settled", "open");
        using var file = new MemoryJournalFile(Deliveries.InFormat(2, content));
        await using (var journal = Deliveries.Open(file).Journal)
        {
            journal.Settle([journal.Unsettled[0]]);
        }

        Assert.Equal("open", await UnsettledAsync(file.Content));
        Assert.Equal(JournalHeader.Version, file.DeviceContent[8]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_crash_at_any_write_of_the_upgrade_leaves_a_journal_that_the_next_start_upgrades(byte format)
    {
        var (content, _) = await Deliveries.WriteAsync("old");
        for (var crashAt = 1; ; crashAt++)
        {
            using var file = new MemoryJournalFile(Deliveries.InFormat(format, content));
            var calls = 0;
            file.OnWrite = file.OnFlush = () => _ = ++calls == crashAt ? throw new IOException("killed") : true;
            try
            {
                await Deliveries.Open(file).Journal.DisposeAsync();
                Assert.True(crashAt > 2);
                return;
            }
            catch (IOException)
            {
                foreach (var left in new[] { file.Content, file.DeviceContent })
                {
                    using var next = new MemoryJournalFile(left);
                    Assert.Equal(["old"], (await Deliveries.ReplayAsync(next)).Bodies);
                    Assert.Equal(JournalHeader.Version, next.DeviceContent[8]);
                    Assert.Equal(format == 1 ? string.Empty : "old", await UnsettledAsync(next.Content));
                }
            }
        }
    }

    private static async Task<Dictionary<string, Delivery>> AppendAsync(Journal journal, params string[] bodies)
    {
        var deliveries = new Dictionary<string, Delivery>();
        foreach (var body in bodies)
        {
            var delivery = Deliveries.Of(body);
            deliveries[body] = delivery with { BodyReference = await journal.AppendAsync(delivery, CancellationToken.None) };
        }

        return deliveries;
    }

    private static async Task<string> UnsettledAsync(byte[] content)
    {
        using var file = new MemoryJournalFile(content);
        await using var journal = Deliveries.Open(file).Journal;
        return string.Join(' ', journal.Unsettled.Select(Deliveries.Text));
    }
}
