using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"platica-{Guid.NewGuid():N}");

    private string JournalPath => Path.Combine(_folder, "data", "deliveries.journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_appended_is_replayed_after_closing_and_opening_again()
    {
        await using (var journal = Deliveries.Open(JournalFile.Open(JournalPath)).Journal)
        {
            await journal.AppendAsync(Deliveries.Of("first"), CancellationToken.None);
            await journal.AppendAsync(Deliveries.Of("second"), CancellationToken.None);
        }

        var (reopened, replayed) = Deliveries.Open(JournalFile.Open(JournalPath));
        await using (reopened)
        {
            Assert.Equal(["first", "second"], replayed.Select(Deliveries.Text));
            Assert.Equal("second", Deliveries.Of(reopened.ReadBody(replayed[1].BodyReference!)!.Value.ToArray()).Text());
        }
    }

    [Fact]
    public async Task A_torn_tail_is_kept_in_a_file_beside_the_journal()
    {
        await using (var journal = Deliveries.Open(JournalFile.Open(JournalPath)).Journal)
        {
            await journal.AppendAsync(Deliveries.Of("first"), CancellationToken.None);
        }

        var length = new FileInfo(JournalPath).Length;
        await File.AppendAllTextAsync(JournalPath, "torn");
        await using (var journal = Deliveries.Open(JournalFile.Open(JournalPath)).Journal)
        {
            Assert.Equal("torn", await File.ReadAllTextAsync(JournalPath + journal.Recovery!.CutFile));
        }

        Assert.Equal(length, new FileInfo(JournalPath).Length);
    }

    [Fact]
    public async Task A_second_open_is_refused_until_the_first_is_closed()
    {
        await using (Deliveries.Open(JournalFile.Open(JournalPath)).Journal)
        {
            var error = Assert.Throws<JournalUnusableException>(() => JournalFile.Open(JournalPath));

            Assert.Contains("Another LocalHost is using", error.Message, StringComparison.Ordinal);
        }

        await Deliveries.Open(JournalFile.Open(JournalPath)).Journal.DisposeAsync();
    }

    [Fact]
    public void A_refused_file_is_let_go()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(JournalPath)!);
        File.WriteAllText(JournalPath, "this is a text, not a journal");

        Assert.Throws<JournalUnusableException>(() => Journal.Open(JournalPath, TimeProvider.System));

        File.Delete(JournalPath);
        Assert.False(File.Exists(JournalPath));
        using var file = JournalFile.Open(JournalPath);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_folder_in_the_file_s_place_is_a_clear_error()
    {
        Directory.CreateDirectory(JournalPath);

        var error = Assert.Throws<JournalUnusableException>(() => JournalFile.Open(JournalPath));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_its_owner_may_read_the_file()
    {
        using var file = JournalFile.Open(JournalPath);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(JournalPath));
        }
    }
}
