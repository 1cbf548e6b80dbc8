using System.Text;
using Platica.LocalHost.Journaling;
using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalErasureTests : IDisposable
{
    private readonly MemoryJournalFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task An_erased_delivery_is_gone_from_the_device_and_nothing_else_is()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            var references = await AppendAsync(journal, "first", "secret", "third");

            await journal.EraseAsync(references[1]);

            Assert.Null(await journal.ReadAsync(references[1], CancellationToken.None));
            Assert.True(journal.IsErased(references[1]));
            Assert.False(journal.IsErased(references[0]));
            Assert.Equal("third", Encoding.UTF8.GetString(journal.ReadBody(references[2])!.Value.Span));
            await AppendAsync(journal, "fourth");
        }

        Assert.Equal(-1, _file.DeviceContent.AsSpan().IndexOf("secret"u8));
        var (bodies, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal(["first", "third", "fourth"], bodies);
        Assert.Equal((3, 0, 0), (report.Records, report.Damaged.Count, report.CutBytes));
    }

    [Fact]
    public async Task Erasing_again_or_what_is_no_record_changes_nothing()
    {
        await using var journal = Deliveries.Open(_file).Journal;
        var references = await AppendAsync(journal, "first", "second");
        await journal.EraseAsync(references[1]);
        var content = _file.Content;

        foreach (var reference in (string[])[references[1], "journal:0", "journal:21", "journal:33", "journal:1000000", "journal:9223372036854775807", "journal:-1", "blob:20"])
        {
            await journal.EraseAsync(reference);
        }

        // A checkpoint may still have come behind it.
        Assert.Equal(content, _file.Content[..content.Length]);
        Assert.Equal("first", Encoding.UTF8.GetString(journal.ReadBody(references[0])!.Value.Span));
    }

    [Fact]
    public async Task Erasing_the_answer_of_a_Flow_erases_its_delivery()
    {
        await using var journal = Deliveries.Open(_file).Journal;
        var reference = await journal.AppendAsync(Deliveries.Of("lead") with { Reply = new(Encoding.UTF8.GetBytes("answer"), "answered", 1) }, default);
        var answer = journal.Read(reference)!.Reply!.AnswerReference!;

        await ((IArchiveEraser)journal).EraseAsync(answer, CancellationToken.None);

        Assert.Null(await journal.ReadAsync(answer, CancellationToken.None));
        Assert.Null(journal.Read(reference));
    }

    [Fact]
    public async Task A_process_killed_at_any_byte_of_erasing_leaves_the_old_record_or_an_erased_one_that_the_next_start_finishes()
    {
        var (content, offsets) = await Deliveries.WriteAsync("first", "a secret of some length", "third");
        var salt = BitConverter.ToUInt32(content, 12);
        var (before, after) = (0, 0);
        for (var bytes = 0; ; bytes++)
        {
            var file = new MemoryJournalFile(content);
            using var killed = new KilledJournalFile(file, bytes);
            var place = RecordEraser.Find(killed, salt, offsets[1])!.Value;
            try
            {
                RecordEraser.Erase(killed, salt, [place]);
                Assert.Equal(RecordFrame.HeaderBytes + place.PayloadBytes, bytes);
                Assert.True(before > 0 && after > place.PayloadBytes);
                return;
            }
            catch (KilledException)
            {
                foreach (var left in file.PowerFailures.Append(file.Content))
                {
                    var next = new MemoryJournalFile(left);
                    var (bodies, report) = await Deliveries.ReplayAsync(next);
                    Assert.Equal((0, 0L), (report.Damaged.Count, report.CutBytes));
                    if (bodies.Length == 3)
                    {
                        Assert.Equal(["first", "a secret of some length", "third"], bodies);
                        before++;
                    }
                    else
                    {
                        Assert.Equal(["first", "third"], bodies);
                        Assert.Equal(-1, next.DeviceContent.AsSpan().IndexOf("secret"u8));
                        Assert.Equal(-1, next.DeviceContent.AsSpan().IndexOf("length"u8));
                        after++;
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Where_the_device_fails_erasing_fails_and_succeeds_later()
    {
        await using var journal = Deliveries.Open(_file).Journal;
        var references = await AppendAsync(journal, "first", "secret");
        for (var failing = 1; failing <= 2; failing++)
        {
            var (calls, failAt) = (0, failing);
            _file.OnFlush = () => _ = ++calls == failAt ? throw new IOException("flush failed") : true;
            await Assert.ThrowsAsync<QueueUnavailableException>(() => journal.EraseAsync(references[1]));
            await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            {
                calls = failAt - 1;
                await ((IArchiveEraser)journal).EraseAsync(references[1], CancellationToken.None);
            });
        }

        _file.OnFlush = () => { };
        await journal.EraseAsync(references[1]);

        Assert.Equal(-1, _file.Content.AsSpan().IndexOf("secret"u8));
        await AppendAsync(journal, "third");
        Assert.Equal(["first", "third"], (await Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent))).Bodies);
    }

    [Fact]
    public async Task What_is_erased_is_settled()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            var references = await AppendAsync(journal, "a", "b", "c");
            await journal.EraseAsync(references[0]);
            await journal.EraseAsync(references[0]);
            journal.Settle([journal.Read(references[1])!]);
        }

        await using var reopened = Deliveries.Open(_file).Journal;
        Assert.Equal(["c"], reopened.Unsettled.Select(Deliveries.Text));
    }

    [Fact]
    public async Task Many_who_append_and_erase_at_once_do_not_disturb_each_other()
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
            {
                for (var number = 0; number < 40; number++)
                {
                    var reference = (await AppendAsync(journal, $"{(number % 2 == 0 ? "kept" : "gone")} {caller}:{number:D2}"))[0];
                    if (number % 2 == 1)
                    {
                        await journal.EraseAsync(reference);
                    }
                }
            })));
        }

        var (bodies, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent));
        Assert.Equal(16 * 20, bodies.Length);
        Assert.All(bodies, body => Assert.StartsWith("kept", body, StringComparison.Ordinal));
        Assert.Empty(report.Damaged);
        Assert.Equal(-1, _file.DeviceContent.AsSpan().IndexOf("gone"u8));
    }

    private static async Task<string[]> AppendAsync(Journal journal, params string[] bodies) =>
        await Task.WhenAll(bodies.Select(body => journal.AppendAsync(Deliveries.Of(body), CancellationToken.None)));
}
