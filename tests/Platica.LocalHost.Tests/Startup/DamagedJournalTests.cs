using System.Net;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using JournalSamples = Platica.LocalHost.Tests.Journaling.Deliveries;

namespace Platica.LocalHost.Tests.Startup;

/// <summary>What the person at the terminal sees of a journal that is not as it was written, and what of it can still be read.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_is_told_with_its_place_and_every_other_delivery_is_there()
    {
        var content = await WriteAsync();
        var end = JournalHeader.Bytes + RecordFrame.HeaderBytes + BitConverter.ToInt32(content, JournalHeader.Bytes + 4);
        content[end - 30] ^= 0x10;

        var (printed, ids) = await StartAsync(content);

        Assert.Contains(
            $"The journal is damaged at byte {JournalHeader.Bytes} for {end - JournalHeader.Bytes} bytes: skipped, and left in place. Every other delivery is intact.",
            printed,
            StringComparison.Ordinal);
        Assert.Equal(["evt_2", "evt_3"], ids);
    }

    [Fact]
    public async Task A_torn_tail_is_told_with_the_file_that_keeps_it()
    {
        var content = await WriteAsync();

        var (printed, ids) = await StartAsync([.. content, .. content.AsSpan(JournalHeader.Bytes, 40)]);

        Assert.Matches(
            @"The journal ended in 40 bytes of a record that was never acknowledged: cut off, kept in .+deliveries\.journal\.cut-\S+Z\.",
            printed);
        Assert.Equal(["evt_1", "evt_2", "evt_3"], ids);
        Assert.Equal(40, new FileInfo(Assert.Single(Directory.GetFiles(_folder.Path, "*.cut-*"))).Length);
    }

    [Fact]
    public async Task What_was_erased_is_no_damage_and_not_told()
    {
        var content = await WriteAsync();
        var file = new MemoryJournalFile(content);
        await using (var journal = JournalSamples.Open(file).Journal)
        {
            await journal.EraseAsync(JournalReference.Of(JournalHeader.Bytes));
        }

        var (printed, ids) = await StartAsync(file.DeviceContent);

        Assert.DoesNotContain("journal ", printed, StringComparison.Ordinal);
        Assert.Equal(["evt_2", "evt_3"], ids);
    }

    [Fact]
    public async Task A_mostly_erased_journal_is_written_anew_and_that_is_told()
    {
        var file = new MemoryJournalFile(await WriteAsync());
        await using (var journal = JournalSamples.Open(file).Journal)
        {
            await journal.EraseAsync(await journal.AppendAsync(JournalSamples.Of(new byte[5_000_000]), CancellationToken.None));
        }

        var (printed, ids) = await StartAsync(file.DeviceContent);

        Assert.Matches(@"Most of the journal was erased: written anew without that, 50000\d\d bytes shorter\.", printed);
        Assert.Equal(["evt_1", "evt_2", "evt_3"], ids);
        Assert.InRange(new FileInfo(_folder["deliveries.journal"]).Length, 1, 2000);
    }

    [Theory]
    [InlineData(8, "deliveries.journal has format 4, this LocalHost reads up to 3. Use the newer LocalHost that wrote it.")]
    [InlineData(13, "The header of deliveries.journal is damaged. Restore the file from a copy, or move it away to start anew.")]
    [InlineData(0, "deliveries.journal is not a journal of Platica.LocalHost. Move it away, or choose another folder with --data.")]
    public async Task A_header_that_cannot_be_used_is_told_in_one_line_and_the_file_stays_as_it_is(int position, string message)
    {
        var content = await WriteAsync();
        content = position == 8 ? JournalSamples.InFormat(4, content) : content;
        content[position] ^= position == 8 ? (byte)0 : (byte)1;
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllBytesAsync(_folder["deliveries.journal"], content);

        var start = await LocalHostProcess.StartInVainAsync(_folder.Path, []);

        Assert.Equal((1, message), (start.ExitCode, start.Message));
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder["deliveries.journal"]));
    }

    private static async Task<byte[]> WriteAsync() => (await JournalSamples.WriteAsync(Enumerable.Range(1, 3).Select(number =>
        $$"""{"id":"evt_{{number}}","event":"custom","workspaceId":"ws","timestamp":"2026-11-20T09:0{{9 - number}}:00Z","data":{} }"""))).Content;

    private async Task<(string Printed, IReadOnlyList<string> Ids)> StartAsync(byte[] content)
    {
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllBytesAsync(_folder["deliveries.journal"], content);
        await using var process = await LocalHostProcess.StartAsync(_folder.Path);
        using var client = new LocalHostClient(process);
        Assert.Empty(process.Errors.All);
        var ids = await client.GetIdsAsync("/api/events");
        Assert.Equal(HttpStatusCode.Accepted, await client.PostAsync("{}"));
        return (process.Output.ToString(), ids);
    }
}
