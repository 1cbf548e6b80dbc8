using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalRecoveryTests
{
    [Fact]
    public async Task A_tail_torn_at_any_byte_is_cut_and_every_earlier_record_stays()
    {
        var (content, offsets) = await Deliveries.WriteAsync("first", "second", "torn");
        for (var length = (int)offsets[2] + 1; length < content.Length; length++)
        {
            var file = new MemoryJournalFile(content[..length]);

            var (journal, replayed) = Deliveries.Open(file);
            await journal.AppendAsync(Deliveries.Of("after"), CancellationToken.None);
            await journal.DisposeAsync();

            Assert.Equal(["first", "second"], replayed.Select(Deliveries.Text));
            Assert.Equal(length - offsets[2], journal.Recovery!.CutBytes);
            Assert.Equal(offsets[2], journal.Recovery.Bytes);
            Assert.Empty(journal.Recovery.Damaged);
            Assert.Equal(content[(int)offsets[2]..length], file.Beside[journal.Recovery.CutFile!].ToArray());
            Assert.Equal(["first", "second", "after"], (await Deliveries.ReplayAsync(new MemoryJournalFile(file.DeviceContent))).Bodies);
        }
    }

    [Fact]
    public async Task A_last_record_with_a_flipped_bit_is_cut_and_kept_aside()
    {
        var (content, offsets) = await Deliveries.WriteAsync("first", "damaged");
        content[^1] ^= 0x10;
        var file = new MemoryJournalFile(content);

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["first"], bodies);
        Assert.Equal(content.Length - offsets[1], report.CutBytes);
        Assert.Equal(".cut-20261120T090000.0000000Z", Assert.Single(file.Beside).Key);
    }

    [Fact]
    public async Task A_tail_of_zeros_is_cut_and_not_kept()
    {
        var (content, _) = await Deliveries.WriteAsync("first");
        var file = new MemoryJournalFile([.. content, .. new byte[5_000_000]]);

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["first"], bodies);
        Assert.Equal(5_000_000, report.CutBytes);
        Assert.Null(report.CutFile);
        Assert.Empty(file.Beside);
        Assert.Equal(content, file.DeviceContent);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_middle_loses_that_record_only_and_leaves_it_in_place()
    {
        var (content, offsets) = await Deliveries.WriteAsync("first", "damaged", "third");
        for (var position = (int)offsets[1]; position < offsets[2]; position++)
        {
            byte[] damaged = [.. content];
            damaged[position] ^= (byte)(1 << (position % 8));
            var file = new MemoryJournalFile(damaged);

            var (bodies, report) = await Deliveries.ReplayAsync(file);

            Assert.Equal(["first", "third"], bodies);
            Assert.Equal(new DamagedRange(offsets[1], offsets[2] - offsets[1]), Assert.Single(report.Damaged));
            Assert.Equal(0, report.CutBytes);
            Assert.Equal(damaged, file.Content);
        }
    }

    [Fact]
    public async Task Damage_anywhere_in_a_long_file_loses_only_the_records_it_hits()
    {
        string[] bodies = [.. Enumerable.Range(0, 400).Select(number => new string((char)('a' + (number % 26)), (number * 7919) % 90_000))];
        var (content, offsets) = await Deliveries.WriteAsync(bodies);
        int[] hit = [3, 4, 5, 58, 130, 131, 257, 398];
        foreach (var number in hit)
        {
            content[offsets[number] + ((offsets[number + 1] - offsets[number]) / 2)] ^= 1;
        }

        var (replayed, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(content));

        Assert.Equal(bodies.Where((_, number) => !hit.Contains(number)), replayed);
        Assert.Equal([3, 58, 130, 257, 398], report.Damaged.Select(range => Array.IndexOf(offsets, range.Offset)));
        Assert.Equal(hit.Sum(number => offsets[number + 1] - offsets[number]), report.Damaged.Sum(range => range.Bytes));
    }

    [Fact]
    public async Task ReadBody_of_a_damaged_record_returns_null()
    {
        var (content, offsets) = await Deliveries.WriteAsync("first", "second");
        content[offsets[1] - 1] ^= 1;
        await using var journal = Deliveries.Open(new MemoryJournalFile(content)).Journal;

        Assert.Null(journal.ReadBody(JournalReference.Of(offsets[0])));
        Assert.NotNull(journal.ReadBody(JournalReference.Of(offsets[1])));
    }

    [Fact]
    public async Task A_body_that_holds_the_bytes_of_another_journal_is_never_taken_for_records()
    {
        var (foreign, _) = await Deliveries.WriteAsync("smuggled", "smuggled too");
        var source = new MemoryJournalFile();
        var (journal, _) = Deliveries.Open(source);
        await journal.AppendAsync(Deliveries.Of(foreign), CancellationToken.None);
        await journal.AppendAsync(Deliveries.Of("honest"), CancellationToken.None);
        await journal.DisposeAsync();
        var content = source.Content;
        content[JournalHeader.Bytes] ^= 1;

        Assert.Equal(["honest"], (await Deliveries.ReplayAsync(new MemoryJournalFile(content))).Bodies);
    }

    [Fact]
    public async Task Records_of_unknown_kinds_are_counted_and_left_in_place()
    {
        var (content, _) = await Deliveries.WriteAsync("first");
        var record = new byte[RecordFrame.HeaderBytes + 9];
        record[RecordFrame.HeaderBytes] = 200;
        RecordFrame.Seal(record, BitConverter.ToUInt32(content, 12));
        var file = new MemoryJournalFile([.. content, .. record]);
        await using (var journal = Deliveries.Open(file).Journal)
        {
            await journal.AppendAsync(Deliveries.Of("second"), CancellationToken.None);
        }

        var (bodies, report) = await Deliveries.ReplayAsync(file);

        Assert.Equal(["first", "second"], bodies);
        Assert.Equal((2, 1, 0), (report.Records, report.UnknownRecords, report.CutBytes));
        Assert.Empty(report.Damaged);
    }

    [Fact]
    public async Task An_intact_record_that_cannot_be_understood_is_reported_as_damaged()
    {
        var (content, _) = await Deliveries.WriteAsync("first");
        var record = new byte[RecordFrame.HeaderBytes + 9];
        record[RecordFrame.HeaderBytes] = DeliverySerializer.Kind;
        RecordFrame.Seal(record, BitConverter.ToUInt32(content, 12));

        var (bodies, report) = await Deliveries.ReplayAsync(new MemoryJournalFile([.. content, .. record]));

        Assert.Equal(["first"], bodies);
        Assert.Equal(new DamagedRange(content.Length, record.Length), Assert.Single(report.Damaged));
    }

    [Fact]
    public async Task A_file_whose_creation_was_interrupted_is_a_new_journal()
    {
        var (header, _) = await Deliveries.WriteAsync();
        Assert.Equal(JournalHeader.Bytes, header.Length);
        for (var length = 0; length < header.Length; length++)
        {
            Assert.Empty((await Deliveries.ReplayAsync(new MemoryJournalFile(header[..length]))).Bodies);
            Assert.Empty((await Deliveries.ReplayAsync(new MemoryJournalFile(new byte[length + 1]))).Bodies);
        }
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused_and_left_alone()
    {
        var file = new MemoryJournalFile("a,list,of\ncomma,separated,values\n"u8.ToArray());

        var error = Assert.Throws<JournalUnusableException>(() => Deliveries.Open(file));

        Assert.Contains("is not a journal", error.Message, StringComparison.Ordinal);
        Assert.Equal("a,list,of\ncomma,separated,values\n"u8.ToArray(), file.Content);
    }

    [Fact]
    public async Task A_journal_of_a_newer_format_is_refused()
    {
        var (content, _) = await Deliveries.WriteAsync("first");
        using var file = new MemoryJournalFile(Deliveries.InFormat(4, content));
        var newer = file.Content;

        var error = Assert.Throws<JournalUnusableException>(() => Deliveries.Open(file));

        Assert.Equal("deliveries.journal has format 4, this LocalHost reads up to 3. Use the newer LocalHost that wrote it.", error.Message);
        Assert.Equal(newer, file.Content);
    }

    [Fact]
    public async Task A_journal_with_a_damaged_header_is_refused_and_left_alone()
    {
        var (content, _) = await Deliveries.WriteAsync("first");
        content[13] ^= 1;
        var file = new MemoryJournalFile(content);

        Assert.Throws<JournalUnusableException>(() => Deliveries.Open(file));

        Assert.Equal(content, file.Content);
    }

    [Fact]
    public void Crc32C_is_the_standard_one() => Assert.Equal(0xE3069283, Crc32C.Compute("123456789"u8));
}
