using Platica.LocalHost.Journaling;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalCompactionTests
{
    private const int Big = 600_000;

    [Fact]
    public async Task A_start_writes_a_mostly_erased_journal_anew_and_every_reference_still_leads_to_its_record()
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            await AppendBigAndEraseAsync(journal, 5);
            var kept = await AppendAsync(journal, "kept", "failed", "gone", "open");
            await AppendBigAndEraseAsync(journal, 5);
            journal.Settle([journal.Read(kept[0])!]);
            await journal.AddDeadLetterAsync(journal.Read(kept[1])!, "handler-failed", "It failed.", 3);
            await journal.AddDeadLetterAsync(journal.Read(kept[2])!, "handler-failed", "It failed.", 3);
            await journal.AddRowChangeAsync(Mark("old", kept[0]));
            await journal.AddRowChangeAsync(Mark("row", kept[1]));
            await journal.AddRowChangeAsync(Mark("old", kept[1]));
            await journal.AddRowChangeAsync(Mark("bodiless", kept[2]));
            await journal.EraseAsync(kept[2]);
        }

        var (reopened, replayed) = Deliveries.Open(file);
        await using (reopened)
        {
            Assert.InRange(reopened.Recovery!.FreedBytes, 10 * Big, 11 * Big);
            Assert.InRange(file.Content.Length, 1, 2000);
            Assert.Equal(["kept", "failed", "open"], replayed.Select(Deliveries.Text));
            Assert.Equal(["kept", "failed", "open"], replayed.Select(delivery => reopened.Read(delivery.BodyReference!)!.Text()));
            Assert.Equal(["open"], reopened.Unsettled.Select(Deliveries.Text));

            var letter = Assert.Single(reopened.Changes.OfType<DeadLetterRecord>());
            Assert.Equal("failed", reopened.Read(JournalReference.Of(letter.Offset))!.Text());
            var rows = reopened.Changes.OfType<RowChange>().ToDictionary(change => change.RowKey, change => change.Row!);
            Assert.Equal(["row", "old", "bodiless"], rows.Keys);
            Assert.Equal("failed", reopened.Read(rows["old"].GetText("BodyReference")!)!.Text());
            Assert.Equal("failed", reopened.Read(rows["row"].GetText("BodyReference")!)!.Text());
            Assert.Null(reopened.Read(rows["bodiless"].GetText("BodyReference")!));
            Assert.Equal("journal:20", rows["row"].GetText("Text"));
            await AppendAsync(reopened, "after");
        }

        var (bodies, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(file.DeviceContent));
        Assert.Equal(["kept", "failed", "open", "after"], bodies);
        Assert.Equal((0, 0), (report.FreedBytes, report.Damaged.Count));
        Assert.Empty(file.Beside);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(10, 11)]
    public async Task A_journal_of_which_little_is_erased_stays_as_it_is(int erased, int kept)
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            await AppendBigAndEraseAsync(journal, erased);
            await AppendAsync(journal, [.. Enumerable.Repeat(new string('x', Big), kept)]);
        }

        var content = file.Content;
        Assert.Equal(0, (await Deliveries.ReplayAsync(file)).Report.FreedBytes);
        Assert.Equal(content, file.Content);
    }

    [Fact]
    public async Task Of_checkpoints_with_nothing_between_them_the_last_is_taken_along()
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            for (var number = 0; number < 10; number++)
            {
                await AppendBigAndEraseAsync(journal, 1);
            }

            await AppendAsync(journal, "open");
        }

        Assert.Equal(10, Deliveries.Checkpoints(file.Content));
        await Deliveries.ReplayAsync(file);
        Assert.Equal(1, Deliveries.Checkpoints(file.Content));
    }

    [Fact]
    public async Task A_process_killed_at_any_write_of_it_leaves_a_journal_that_the_next_start_writes_anew()
    {
        var content = await MostlyErasedAsync();
        for (var crashAt = 1; ; crashAt++)
        {
            var file = new MemoryJournalFile(content);
            var calls = 0;
            file.OnWrite = file.OnFlush = () => _ = ++calls == crashAt ? throw new KilledException() : true;
            try
            {
                await Deliveries.ReplayAsync(file);
                Assert.True(crashAt > 2);
                return;
            }
            catch (KilledException)
            {
                foreach (var left in (byte[][])[file.Content, file.DeviceContent])
                {
                    Assert.Equal(content, left);
                    var (bodies, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(left));
                    Assert.Equal(["first", "last"], bodies);
                    Assert.InRange(report.FreedBytes, 10 * Big, 11 * Big);
                }
            }
        }
    }

    [Fact]
    public async Task A_full_disk_does_not_prevent_the_start()
    {
        var content = await MostlyErasedAsync();
        var file = new MemoryJournalFile(content) { Capacity = content.Length + 50 };

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["first", "last"], bodies);
        Assert.Equal((0, "No space left on device"), (report.FreedBytes, report.NotCompacted));
        Assert.Equal(content, file.Content);
        Assert.Empty(file.Beside);
    }

    [Fact]
    public async Task A_new_file_that_cannot_take_the_old_ones_place_is_removed_and_the_start_goes_on_with_the_old_one()
    {
        var content = await MostlyErasedAsync();
        var file = new MemoryJournalFile(content);
        file.OnFlush = () => _ = file.Beside.Count > 0 ? throw new IOException("Too many open files") : true;

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["first", "last"], bodies);
        Assert.Equal((0, "Too many open files"), (report.FreedBytes, report.NotCompacted));
        Assert.Equal(content, file.Content);
        Assert.Empty(file.Beside);
    }

    [Fact]
    public async Task A_copy_that_a_crash_left_is_removed_by_a_start_that_writes_none()
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            await AppendAsync(journal, "kept");
        }

        await file.CreateBeside(".compacting").DisposeAsync();
        await Deliveries.ReplayAsync(file);

        Assert.Empty(file.Beside);
    }

    [Fact]
    public async Task What_is_damaged_is_taken_along_and_told()
    {
        var content = await MostlyErasedAsync();
        content[JournalHeader.Bytes + RecordFrame.HeaderBytes + 3] ^= 1;
        var file = new MemoryJournalFile(content);

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["last"], bodies);
        Assert.True(report.FreedBytes > 0);
        var damaged = Assert.Single(report.Damaged);
        Assert.Equal(content.AsSpan(JournalHeader.Bytes, (int)damaged.Bytes), file.Content.AsSpan((int)damaged.Offset, (int)damaged.Bytes));
    }

    [Fact]
    public async Task It_works_on_a_disk_where_an_earlier_try_was_cut_short()
    {
        var folder = Directory.CreateTempSubdirectory("platica-");
        try
        {
            var path = Path.Combine(folder.FullName, "deliveries.journal");
            await File.WriteAllBytesAsync(path, await MostlyErasedAsync());
            await File.WriteAllTextAsync($"{path}.compacting", "half of something");

            await using (var journal = Journal.Open(path, TimeProvider.System))
            {
                Assert.Equal(["first", "last"], journal.Replay().Select(Deliveries.Text));
                Assert.True(journal.Recovery!.FreedBytes > 0);
                Assert.Throws<JournalUnusableException>(() => Journal.Open(path, TimeProvider.System));
                await AppendAsync(journal, "after");
            }

            Assert.Equal([path], Directory.GetFiles(folder.FullName));
            Assert.InRange(new FileInfo(path).Length, 1, 2000);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            await using var reopened = Journal.Open(path, TimeProvider.System);
            Assert.Equal(["first", "last", "after"], reopened.Replay().Select(Deliveries.Text));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RowChange Mark(string key, string reference) => RowChange.Put("DeadLetters", new("day", key, new Dictionary<string, object>
    {
        ["BodyReference"] = reference,
        ["Text"] = "journal:20",
    }));

    private static async Task<byte[]> MostlyErasedAsync()
    {
        var file = new MemoryJournalFile();
        await using (var journal = Deliveries.Open(file).Journal)
        {
            await AppendAsync(journal, "first");
            await AppendBigAndEraseAsync(journal, 10);
            await AppendAsync(journal, "last");
        }

        return file.Content;
    }

    private static async Task<string[]> AppendBigAndEraseAsync(Journal journal, int count)
    {
        var references = await AppendAsync(journal, [.. Enumerable.Repeat(new string('x', Big), count)]);
        await Task.WhenAll(references.Select(journal.EraseAsync));
        return references;
    }

    private static async Task<string[]> AppendAsync(Journal journal, params string[] bodies) =>
        await Task.WhenAll(bodies.Select(body => journal.AppendAsync(Deliveries.Of(body), CancellationToken.None)));
}
