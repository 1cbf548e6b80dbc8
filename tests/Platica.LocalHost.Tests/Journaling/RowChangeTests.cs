using System.Collections.ObjectModel;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class RowChangeTests : IDisposable
{
    private readonly MemoryJournalFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_change_of_a_row_is_read_back_with_every_type_of_value()
    {
        var columns = new Dictionary<string, object>
        {
            ["Text"] = "señal \uD83D",
            ["Empty"] = string.Empty,
            ["Bytes"] = new byte[] { 0, 1, 255 },
            ["No"] = false,
            ["Yes"] = true,
            ["Int"] = -7,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1,
            ["Time"] = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        };
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await journal.AddRowChangeAsync(RowChange.Put("Table", new("partition", "row", columns)));
            await journal.AddRowChangeAsync(new("Table", "partition", "gone", null));
        }

        await using var reopened = Deliveries.Open(_file).Journal;

        var changes = reopened.Changes.Cast<RowChange>().ToList();
        Assert.Equal([("Table", "partition", "row"), ("Table", "partition", "gone")], changes.Select(change => (change.Table, change.PartitionKey, change.RowKey)));
        Assert.Equal(columns, changes[0].Row!.Columns);
        Assert.Null(changes[1].Row);
        Assert.Equal((0, 0), (reopened.Recovery!.UnknownRecords, reopened.Recovery.Damaged.Count));
    }

    [Fact]
    public async Task Replay_tells_of_the_changes_before_the_first_delivery()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await journal.AppendAsync(Deliveries.Of("before"), CancellationToken.None);
            await journal.AddRowChangeAsync(RowChange.Put("Table", new("partition", "row", ReadOnlyDictionary<string, object>.Empty)));
            await journal.AppendAsync(Deliveries.Of("after"), CancellationToken.None);
        }

        var seen = new List<string>();
        await using var reopened = Journal.Open(_file, TimeProvider.System);
        foreach (var delivery in reopened.Replay(null, change => seen.Add(change.RowKey)))
        {
            seen.Add(delivery.Text());
        }

        Assert.Equal(["row", "before", "after"], seen);
    }

    [Fact]
    public async Task What_is_written_through_the_journal_is_there_after_a_restart_and_what_was_refused_is_not()
    {
        await using (var host = Host())
        {
            Assert.Equal(WriteOutcome.Written, await host.Rows.InsertAsync("Table", Row("a", "first"), default));
            Assert.Equal(WriteOutcome.Conflict, await host.Rows.InsertAsync("Table", Row("a", "second"), default));
            Assert.Equal(WriteOutcome.Written, await host.Rows.InsertAllAsync("Table", [Row("b", "first"), Row("c", "first")], default));
            Assert.Equal(WriteOutcome.Conflict, await host.Rows.InsertAllAsync("Table", [Row("d", "first"), Row("c", "second")], default));
            var stored = await host.Rows.GetAsync("Table", "partition", "b", default);
            Assert.Equal(WriteOutcome.Written, await host.Rows.ReplaceAsync("Table", Row("b", "second"), stored!.ETag!, default));
            Assert.Equal(WriteOutcome.Conflict, await host.Rows.ReplaceAsync("Table", Row("b", "third"), stored.ETag!, default));
            Assert.Equal(WriteOutcome.Conflict, await host.Rows.ReplaceAsync("Table", Row("e", "first"), stored.ETag!, default));
            await Assert.ThrowsAsync<StoreRefusedException>(() => host.Rows.InsertAsync("Table", Row("f", new string('x', 40_000)), default));
            Assert.Equal("a=first b=second c=first", await host.ReadAsync());
        }

        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("a=first b=second c=first", await restarted.ReadAsync());
        Assert.Equal(WriteOutcome.Conflict, await restarted.Rows.InsertAsync("Table", Row("a", "again"), default));
    }

    [Fact]
    public async Task While_the_device_fails_nothing_changes_and_the_same_write_succeeds_later()
    {
        await using var host = Host();
        await host.Rows.InsertAsync("Table", Row("a", "first"), default);
        _file.OnFlush = () => throw new IOException("flush failed");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Rows.InsertAsync("Table", Row("b", "first"), default));
        Assert.Equal("a=first", await host.ReadAsync());

        _file.OnFlush = () => { };
        Assert.Equal(WriteOutcome.Written, await host.Rows.InsertAsync("Table", Row("b", "first"), default));
        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("a=first b=first", await restarted.ReadAsync());
    }

    [Fact]
    public async Task Of_many_writers_of_one_row_one_wins_each_time_and_a_restart_shows_the_last()
    {
        await using var host = Host();
        await host.Rows.InsertAsync("Table", Row("a", "0"), default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 25;)
            {
                var stored = await host.Rows.GetAsync("Table", "partition", "a", default);
                var next = int.Parse(stored!.GetText("Value")!) + 1;
                done += await host.Rows.ReplaceAsync("Table", Row("a", $"{next}"), stored.ETag!, default) == WriteOutcome.Written ? 1 : 0;
            }
        })));

        Assert.Equal("a=200", await host.ReadAsync());
        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("a=200", await restarted.ReadAsync());
    }

    [Fact]
    public async Task A_deleted_row_leaves_nothing_on_the_device_and_does_not_come_back()
    {
        await using (var host = Host())
        {
            await host.Rows.InsertAsync("Table", Row("a", "personal"), default);
            var stored = await host.Rows.GetAsync("Table", "partition", "a", default);
            await host.Rows.ReplaceAsync("Table", Row("a", "personal, too"), stored!.ETag!, default);
            await host.Rows.InsertAsync("Table", Row("b", "other"), default);

            await host.Rows.DeleteAsync("Table", "partition", "a", default);
            await host.Rows.DeleteAsync("Table", "partition", "never there", default);

            Assert.Equal("b=other", await host.ReadAsync());
        }

        Assert.Equal(-1, _file.DeviceContent.AsSpan().IndexOf("personal"u8));
        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("b=other", await restarted.ReadAsync());
        Assert.Empty(restarted.Journal.Recovery!.Damaged);
    }

    [Fact]
    public async Task A_row_that_is_deleted_as_it_was_read_stays_when_it_changed()
    {
        await using (var host = Host())
        {
            await host.Rows.InsertAsync("Table", Row("a", "first"), default);
            var read = await host.Rows.GetAsync("Table", "partition", "a", default);
            await host.Rows.ReplaceAsync("Table", Row("a", "second"), read!.ETag!, default);
            var now = await host.Rows.GetAsync("Table", "partition", "a", default);
            await host.Rows.InsertAsync("Table", Row("b", "first"), default);
            var other = await host.Rows.GetAsync("Table", "partition", "b", default);

            Assert.Equal(WriteOutcome.Conflict, await host.Rows.DeleteAsync("Table", "partition", "a", read.ETag!, default));
            Assert.Equal(now!.ETag, (await host.Rows.GetAsync("Table", "partition", "a", default))?.ETag);
            Assert.Equal(WriteOutcome.Written, await host.Rows.DeleteAsync("Table", "partition", "b", other!.ETag!, default));
            Assert.Equal(WriteOutcome.Written, await host.Rows.DeleteAsync("Table", "partition", "b", other.ETag!, default));
        }

        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("a=second", await restarted.ReadAsync());
    }

    [Fact]
    public async Task A_deletion_that_the_device_refuses_can_be_repeated()
    {
        await using var host = Host();
        await host.Rows.InsertAsync("Table", Row("a", "personal"), default);
        _file.OnFlush = () => throw new IOException("flush failed");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Rows.DeleteAsync("Table", "partition", "a", default));

        _file.OnFlush = () => { };
        await host.Rows.DeleteAsync("Table", "partition", "a", default);

        Assert.Equal(string.Empty, await host.ReadAsync());
        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal(string.Empty, await restarted.ReadAsync());
    }

    [Fact]
    public async Task What_is_erased_or_written_while_the_journal_is_read_is_so_on_the_device_soon_after()
    {
        await using (var host = Host())
        {
            await host.Rows.InsertAsync("Table", Row("old", "first"), default);
            await host.Rows.InsertAsync("Table", Row("gone", "personal"), default);
            await host.Journal.AppendAsync(Deliveries.Of("personal, too"), default);
        }

        await using (var journal = Journal.Open(_file, TimeProvider.System))
        {
            using var rows = new JournaledTableStore(new(), journal);
            foreach (var delivery in journal.Replay(null, rows.Restore))
            {
                await journal.EraseAsync(delivery.BodyReference!);
                await rows.DeleteAsync("Table", "partition", "gone", default);
                var stored = await rows.GetAsync("Table", "partition", "old", default);
                Assert.Equal(WriteOutcome.Written, await rows.ReplaceAsync("Table", Row("old", "second"), stored!.ETag!, default));
                Assert.Equal(WriteOutcome.Written, await rows.InsertAsync("Table", Row("new", "first"), default));
                Assert.Equal(WriteOutcome.Conflict, await rows.InsertAsync("Table", Row("new", "second"), default));
            }

            await journal.CaughtUp;
            Assert.All(journal.Changes.OfType<RowChange>(), change => Assert.True(rows.Reapply(change)));
            Assert.Null(await rows.GetAsync("Table", "partition", "gone", default));
            Assert.Equal("second", (await rows.GetAsync("Table", "partition", "old", default))!.GetText("Value"));
        }

        Assert.Equal(-1, _file.DeviceContent.AsSpan().IndexOf("personal"u8));
        await using var restarted = Host(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal("new=first old=second", await restarted.ReadAsync());
    }

    [Fact]
    public async Task That_a_dead_letter_was_deleted_is_known_after_a_restart_for_as_long_as_its_delivery_is_there()
    {
        await using (var host = Host())
        {
            host.Tables.Put(TableNames.DeadLetters, Row("a", "made of a delivery"));
            await host.Rows.DeleteAsync(TableNames.DeadLetters, "partition", "a", default);
        }

        await using (var restarted = Host())
        {
            restarted.Tables.Put(TableNames.DeadLetters, Row("a", "made of a delivery again"));
            Assert.True(restarted.Rows.Reapply(Assert.IsType<RowChange>(Assert.Single(restarted.Journal.Changes))));
            Assert.Null(await restarted.Rows.GetAsync(TableNames.DeadLetters, "partition", "a", default));
        }

        await using var later = Host();
        Assert.False(later.Rows.Reapply(Assert.IsType<RowChange>(Assert.Single(later.Journal.Changes))));
    }

    private static TableRow Row(string key, string value) => new("partition", key, new Dictionary<string, object> { ["Value"] = value });

    private JournaledRows Host(MemoryJournalFile? file = null) => new(file ?? _file);
}
