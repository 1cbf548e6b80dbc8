using System.Net;
using System.Net.Sockets;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Startup;

/// <summary>What a user reads when LocalHost cannot start: one line that says why and what to do, and exit code 1.</summary>
public sealed class FailedStartTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--urls")]
    [InlineData("--admin-urls")]
    public async Task A_port_in_use(string option)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        Assert.Equal(
            $"Cannot listen on {url}: another program uses this port, perhaps another LocalHost. Choose another address with {option}.",
            await StartInVainAsync([option, url]));
    }

    [Fact]
    public async Task A_port_that_cannot_be_bound() => Assert.Matches(
        "^Cannot listen on http://localhost:0: .* Choose another address with --urls.$",
        await StartInVainAsync(["--urls", "http://localhost:0"]));

    [Fact]
    public async Task A_data_folder_that_is_a_file()
    {
        using var elsewhere = new ScratchFolder();
        var file = elsewhere.Write("file", "not a folder");

        var message = await StartInVainAsync(["--data", file]);

        Assert.Matches("^The data folder cannot be used: .* Choose another one with --data.$", message);
        Assert.Contains(file, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        using var elsewhere = new ScratchFolder();
        var impossible = Path.Combine(elsewhere.Write("file", "not a folder"), "below");

        var message = await StartInVainAsync(["--data", impossible]);

        Assert.Matches("^The data folder cannot be used: .* Choose another one with --data.$", message);
        Assert.Contains(impossible, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_where_the_journal_cannot_be_opened()
    {
        Directory.CreateDirectory(_folder["deliveries.journal"]);

        var message = await StartInVainAsync();

        Assert.StartsWith($"{_folder["deliveries.journal"]} cannot be opened: ", message, StringComparison.Ordinal);
        Assert.EndsWith(" Choose another folder with --data.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_where_the_secret_cannot_be_written()
    {
        Directory.CreateDirectory(_folder["secret"]);

        var message = await StartInVainAsync();

        Assert.StartsWith($"The signing secret at {_folder["secret"]} cannot be read or written: ", message, StringComparison.Ordinal);
        Assert.EndsWith(" Choose another folder with --data.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_file_without_a_secret()
    {
        var file = _folder.Write("secret", "\n");

        Assert.Equal($"{file} is empty. Put the signing secret there, or delete the file to have one made.", await StartInVainAsync());
    }

    [Fact]
    public async Task A_data_folder_that_another_LocalHost_uses()
    {
        await using var first = await LocalHostProcess.StartAsync(_folder.Path);

        Assert.Equal(
            $"Another LocalHost is using {_folder.Path}. Stop it, or choose another folder with --data.", await StartInVainAsync());

        using var client = new LocalHostClient(first);
        Assert.Equal(HttpStatusCode.Accepted, await client.PostAsync("{}"));
    }

    [Fact]
    public async Task A_journal_that_is_no_journal_and_stays_as_it_is()
    {
        const string Content = "a,list,of\ncomma,separated,values\n";
        var file = _folder.Write("deliveries.journal", Content);

        Assert.Equal(
            "deliveries.journal is not a journal of Platica.LocalHost. Move it away, or choose another folder with --data.",
            await StartInVainAsync());
        Assert.Equal(Content, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task An_address_that_is_none() => Assert.Equal(
        "--urls must be one address such as http://localhost:7071. LocalHost speaks plain HTTP; a tunnel adds HTTPS.",
        await StartInVainAsync(["--urls", "nonsense"]));

    [Fact]
    public async Task An_address_of_the_read_API_that_others_could_reach() => Assert.StartsWith(
        "--admin-urls must be an address of this machine itself",
        await StartInVainAsync(["--admin-urls", "http://0.0.0.0:7072"]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Receiver__MaxBodyBytes", "abc", "The setting Receiver:MaxBodyBytes must be a whole number from 1 to 33554432")]
    [InlineData("Flows__DeadlineMilliseconds", "900", "The setting Flows:DeadlineMilliseconds must be a whole number from 1 to 700")]
    public async Task A_setting_that_makes_no_sense(string name, string value, string message) =>
        Assert.Equal($"{message}. As an environment variable it is {name}.", await StartInVainAsync([], (name, value)));

    private async Task<string> StartInVainAsync(string[]? arguments = null, params (string Name, string Value)[] environment)
    {
        var start = await LocalHostProcess.StartInVainAsync(_folder.Path, arguments ?? [], environment);
        Assert.Equal(1, start.ExitCode);
        return start.Message;
    }
}
