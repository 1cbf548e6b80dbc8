using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>Every bit and every length of a small journal that holds a record of every kind.</summary>
public sealed class JournalDamageTests
{
    private static readonly string[] Bodies = ["first", "second", "third"];

    [Fact]
    public async Task Of_a_journal_with_any_bit_flipped_only_the_record_that_was_hit_is_lost()
    {
        var content = await EveryKindAsync();
        var hit = 0;
        for (var bit = 0; bit < content.Length * 8; bit++)
        {
            byte[] damaged = [.. content];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var file = new MemoryJournalFile(damaged);
            if (bit / 8 < JournalHeader.Bytes)
            {
                var problem = Assert.Throws<JournalUnusableException>(() => Deliveries.Open(file));
                Assert.Matches("is not a journal|is damaged|has format", problem.Message);
                Assert.Equal(damaged, file.Content);
                continue;
            }

            var (journal, replayed) = Deliveries.Open(file);
            await using (journal)
            {
                string[] bodies = [.. replayed.Select(Deliveries.Text)];
                var marks = journal.Changes.OfType<RowChange>().Count();
                var letters = journal.Changes.OfType<DeadLetterRecord>().Count();
                Assert.Equal(Bodies.Intersect(bodies), bodies);
                Assert.InRange(bodies.Length + marks + letters, 4, 5);
                Assert.Equal(-1, file.Content.AsSpan().IndexOf("erased"u8));
                var told = journal.Recovery!.Damaged.Count > 0 || journal.Recovery.CutBytes > 0;
                Assert.True(told || bodies.Length + marks + letters == 5);
                hit += told ? 1 : 0;
                await journal.AppendAsync(Deliveries.Of("after"), CancellationToken.None);
            }

            Assert.Equal("after", (await Deliveries.ReplayAsync(new MemoryJournalFile(file.DeviceContent))).Bodies[^1]);
        }

        Assert.InRange(hit, content.Length * 6, content.Length * 8);
    }

    [Fact]
    public async Task Of_a_journal_cut_at_any_byte_everything_before_the_cut_stays()
    {
        var content = await EveryKindAsync();
        var ends = Ends(content);
        for (var length = JournalHeader.Bytes; length < content.Length; length++)
        {
            var file = new MemoryJournalFile(content[..length]);

            var (journal, replayed) = Deliveries.Open(file);
            await using (journal)
            {
                var whole = ends.Last(end => end <= length);
                Assert.Equal(whole, journal.Recovery!.Bytes);
                Assert.Equal(length - whole, journal.Recovery.CutBytes);
                Assert.Empty(journal.Recovery.Damaged);
                Assert.Equal(Bodies.Take(replayed.Count), replayed.Select(Deliveries.Text));
                Assert.Equal(content[..(int)whole], file.DeviceContent);
                await journal.AppendAsync(Deliveries.Of("after"), CancellationToken.None);
            }

            Assert.Equal(Bodies.Take(replayed.Count).Append("after"), (await Deliveries.ReplayAsync(new MemoryJournalFile(file.DeviceContent))).Bodies);
        }
    }

    [Fact]
    public async Task Of_a_disk_full_at_any_byte_a_start_reads_everything_that_was_acknowledged()
    {
        var content = await EveryKindAsync();
        for (var room = 0; room < 200; room++)
        {
            var file = new MemoryJournalFile(content) { Capacity = content.Length + room };
            var acknowledged = new List<string>(Bodies);
            var (journal, _) = Deliveries.Open(file);
            await using (journal)
            {
                for (var number = 0; number < 3; number++)
                {
                    try
                    {
                        await journal.AppendAsync(Deliveries.Of($"body {number}"), CancellationToken.None);
                        acknowledged.Add($"body {number}");
                    }
                    catch (QueueUnavailableException problem)
                    {
                        Assert.Equal("The journal could not be written: No space left on device", problem.Message);
                    }
                }
            }

            Assert.InRange(acknowledged.Count, 3, 5);
            Assert.Equal(acknowledged, (await Deliveries.ReplayAsync(new MemoryJournalFile(file.Content))).Bodies);
            Assert.Equal(acknowledged, (await Deliveries.ReplayAsync(new MemoryJournalFile(file.DeviceContent))).Bodies);
        }
    }

    /// <summary>Three deliveries, an erased one, a checkpoint, a dead letter and a changed row.</summary>
    private static async Task<byte[]> EveryKindAsync()
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            var first = await journal.AppendAsync(Deliveries.Of("first"), CancellationToken.None);
            var erased = await journal.AppendAsync(Deliveries.Of("erased"), CancellationToken.None);
            await journal.EraseAsync(erased);
            var second = await journal.AppendAsync(Deliveries.Of("second"), CancellationToken.None);
            journal.Settle([journal.Read(first)!]);
            await Deliveries.CheckpointAsync(file);
            await journal.AddDeadLetterAsync(journal.Read(second)!, "handler-failed", "It failed.", 3);
            await journal.AddRowChangeAsync(RowChange.Put("Table", new("partition", "row", new Dictionary<string, object> { ["Value"] = 1 })));
            await journal.AppendAsync(Deliveries.Of("third"), CancellationToken.None);
        }

        return file.DeviceContent;
    }

    /// <summary>Behind the header and each record.</summary>
    private static List<long> Ends(byte[] content)
    {
        var ends = new List<long> { JournalHeader.Bytes };
        while (ends[^1] < content.Length)
        {
            ends.Add(ends[^1] + RecordFrame.HeaderBytes + BitConverter.ToInt32(content, (int)ends[^1] + 4));
        }

        return ends;
    }
}
