using System.Net;
using System.Runtime.Versioning;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Startup;

public sealed class FirstStartTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_tells_all_that_is_needed_and_shows_the_secret_this_once()
    {
        await using var process = await LocalHostProcess.StartAsync(_folder.Path);

        var printed = process.Output.ToString();
        Assert.Matches("^[0-9a-f]{64}$", process.Secret);
        Assert.Single(process.Output.All, line => line.Contains(process.Secret, StringComparison.Ordinal));
        Assert.Contains($"Webhook URL  {process.Endpoints.Receiver}api/webhooks/platica", printed, StringComparison.Ordinal);
        Assert.Contains($"Read API     {process.Endpoints.Admin}api/conversations", printed, StringComparison.Ordinal);
        Assert.Contains($"Secret       {_folder["secret"]}", printed, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Platica.Cli -- send --all", printed, StringComparison.Ordinal);
        Assert.Empty(process.Errors.All);
    }

    [Fact]
    public async Task The_second_start_uses_the_same_secret_and_does_not_show_it()
    {
        string secret;
        await using (var first = await LocalHostProcess.StartAsync(_folder.Path))
        {
            secret = first.Secret;
            await first.KillAsync();
        }

        await using var second = await LocalHostProcess.StartAsync(_folder.Path);

        Assert.Equal(secret, second.Secret);
        Assert.DoesNotContain(secret, second.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Secret       {_folder["secret"]}", second.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_from_the_environment_is_used_and_neither_shown_nor_written()
    {
        const string Secret = "whsec_of_the_business";
        await using var process = await LocalHostProcess.StartAsync(_folder.Path, ("Platica__Secret", Secret));

        using var client = new LocalHostClient(process.Endpoints, Secret);
        Assert.Equal(HttpStatusCode.Accepted, await client.PostAsync("{}"));

        Assert.Contains("Secret       set by Platica__Secret", process.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, process.Output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["secret"]));
    }

    [Fact]
    public async Task A_provider_that_has_a_secret_has_its_URL_under_Platicas()
    {
        await using var process = await LocalHostProcess.StartAsync(_folder.Path, ("Watsi__Secret", "whsec_of_watsi"));

        var url = process.Output.All.ToList().FindIndex(line => line.StartsWith("  Webhook URL", StringComparison.Ordinal));

        Assert.Equal($"               {process.Endpoints.Receiver}api/webhooks/watsi", process.Output.All[url + 1]);
        Assert.DoesNotContain("whsec_of_watsi", process.Output.ToString(), StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_read_the_folder_the_secret_and_the_journal()
    {
        await using var process = await LocalHostProcess.StartAsync(_folder.Path);

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder["secret"]));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder["deliveries.journal"]));
    }

    [UnixFact]
    public async Task A_home_that_cannot_be_written_does_not_matter_where_a_folder_is_named()
    {
        using var elsewhere = new ScratchFolder();
        var impossible = Path.Combine(elsewhere.Write("file", "not a folder"), "below");

        await using var process = await LocalHostProcess.StartAsync(_folder.Path, ("HOME", impossible), ("XDG_DATA_HOME", impossible));

        Assert.Equal(_folder["deliveries.journal"], Assert.Single(Directory.GetFiles(_folder.Path, "*.journal")));
    }
}
