using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class ReadDeploymentTests
{
    private const string Site = "https://func-1.azurewebsites.net";
    private const string Key = "AbC-_9z==";
    private const string KeyHeader = "x-functions-key";
    private const string Nothing = """{"items":[],"continuation":null}""";
    private const string PrintKey = "az functionapp keys list --resource-group <group> --name <app> --query functionKeys.default --output tsv";

    [Theory]
    [InlineData("show events")]
    [InlineData("show client cli_1")]
    [InlineData("find 52")]
    [InlineData("timeline conv_1")]
    [InlineData("export messages")]
    [InlineData("tail")]
    public async Task Every_reading_command_takes_the_key_of_the_environment_to_the_site(string command)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.ServiceUnavailable, """{"detail":"Ask again."}"""));

        Assert.Equal(1, await run.RunAsync([.. command.Split(' '), "--url", Site]));
        Assert.StartsWith($"{Site}/api/", run.Sent.Url, StringComparison.Ordinal);
        Assert.Equal(Key, run.Sent.Headers[KeyHeader]);
    }

    [Fact]
    public async Task Every_page_is_asked_for_with_the_key_in_the_header_and_not_in_the_URL()
    {
        using var run = WithKey(NetworkDouble.Serving(
            ("/api/clients", """{"items":[{"id":"a"}],"continuation":"1"}"""), ("/api/clients?continuation=1", """{"items":[{"id":"b"}]}""")));

        Assert.Equal(0, await run.RunAsync("export", "clients", "--url", Site));
        Assert.Equal([Key, Key], run.Network.Requests.Select(request => request.Headers[KeyHeader]));
        Assert.All(run.Network.Requests, request => Assert.DoesNotContain(Key, request.Url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("typed==")]
    [InlineData("-typed==")]
    [InlineData(" typed==\r\n")]
    public async Task A_key_on_the_command_line_comes_before_that_of_the_environment(string typed)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(0, await run.RunAsync("show", "events", "--url", Site, "--key", typed));
        Assert.Equal(typed.Trim(), run.Sent.Headers[KeyHeader]);
    }

    [Theory]
    [InlineData(Site)]
    [InlineData(Site + "/")]
    [InlineData(Site + "/api")]
    [InlineData(Site + "/api/webhooks/platica")]
    public async Task Any_address_of_the_site_leads_to_its_read_API(string url)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(0, await run.RunAsync("show", "events", "--url", url));
        Assert.Equal($"{Site}/api/events?limit=50", run.Sent.Url);
    }

    [Theory]
    [InlineData("show events --url http://func-1.azurewebsites.net")]
    [InlineData("find 52 --url http://192.168.0.7:7071")]
    public async Task The_key_is_not_sent_unencrypted_over_the_network(string command)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(2, await run.RunAsync(command.Split(' ')));
        Assert.Empty(run.Network.Requests);
        Assert.StartsWith("PLATICA_KEY is not sent to http://", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Use https.\n", run.Error, StringComparison.Ordinal);
        AssertNoKey(run);
    }

    [Theory]
    [InlineData("http://localhost:7071")]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://[::1]:7071")]
    public async Task The_key_may_go_to_this_machine_itself(string url)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(0, await run.RunAsync("show", "events", "--url", url));
        Assert.Equal(Key, run.Sent.Headers[KeyHeader]);
    }

    [Fact]
    public async Task LocalHost_is_not_told_the_key_of_the_environment()
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(0, await run.RunAsync("show", "events"));
        Assert.Equal("http://localhost:7072/api/events?limit=50", run.Sent.Url);
        Assert.DoesNotContain(KeyHeader, run.Sent.Headers.Keys);
    }

    [Fact]
    public async Task An_empty_variable_is_no_key()
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.OK, Nothing), key: "");

        Assert.Equal(0, await run.RunAsync("show", "events", "--url", Site));
        Assert.DoesNotContain(KeyHeader, run.Sent.Headers.Keys);
    }

    [Theory]
    [InlineData("--key goes with --url", "--key", Key)]
    [InlineData("--key is empty", "--url", Site, "--key", "")]
    [InlineData("What --key holds is no function key", "--url", Site, "--key", "AbC-_9z== AbC-_9z==")]
    [InlineData("What --key holds is no function key", "--url", Site, "--key", "AbC-_9z==\nx: y")]
    [InlineData("What --key holds is no function key", "--url", Site, "--key", "AbC-_9z==ñ")]
    [InlineData("PLATICA_KEY", "--url", Site + "/api/events?code=" + Key)]
    [InlineData("PLATICA_KEY", "--url", "func-1.azurewebsites.net/api/events?code=" + Key)]
    [InlineData("PLATICA_KEY", "--url", "https://:" + Key + "@func-1.azurewebsites.net")]
    public async Task A_key_that_will_not_do_is_refused_and_not_repeated(string expected, params string[] options)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(2, await run.RunAsync(["show", "events", .. options]));
        Assert.Empty(run.Network.Requests);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        AssertNoKey(run);
    }

    [Fact]
    public async Task Without_a_key_a_401_says_which_key_and_where_it_is()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Unauthorized));

        Assert.Equal(1, await run.RunAsync("show", "events", "--url", Site));
        Assert.Equal(
            $"401 Unauthorized: {Site} asks for the app's function key, in the variable PLATICA_KEY or --key; this prints it: {PrintKey}\n",
            run.Error);
    }

    [Theory]
    [InlineData("PLATICA_KEY")]
    [InlineData("--key", "--key", Key)]
    public async Task A_401_says_where_the_wrong_key_came_from(string source, params string[] options)
    {
        using var run = WithKey(NetworkDouble.Answering(HttpStatusCode.Unauthorized));

        Assert.Equal(1, await run.RunAsync(["find", "52", "--url", Site, .. options]));
        Assert.Equal(
            $"401 Unauthorized: {Site} does not know the key in {source}; this prints the app's function key: {PrintKey}\n", run.Error);
    }

    [Fact]
    public async Task What_find_prints_next_leads_to_the_same_deployment_without_the_key()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients?phone=52", """{"items":[{"id":"cli_1"}]}"""), ("/api/conversations?phone=52", """{"items":[{"id":"conv_1"}]}"""),
            ("/api/calls?phone=52", """{"items":[]}""")));

        Assert.Equal(0, await run.RunAsync("find", "52", "--url", Site, "--key", Key));
        Assert.Equal(
            [
                $"dotnet run --project src/Platica.Cli -- timeline conv_1 --url {Site}",
                $"dotnet run --project src/Platica.Cli -- show client cli_1 --url {Site}",
            ],
            run.Lines[^2..]);
        AssertNoKey(run);
    }

    [Theory]
    [InlineData("No conversations yet.\n", "--url", Site)]
    [InlineData("No conversations yet. Send a sample: dotnet run --project src/Platica.Cli -- send conversation.created\n")]
    public async Task A_sample_is_offered_where_nothing_is_yet_but_not_among_customers(string expected, params string[] options)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Nothing));

        Assert.Equal(0, await run.RunAsync(["show", "conversations", .. options]));
        Assert.Equal(expected, run.Output);
    }

    private static CliRun WithKey(NetworkDouble network, string key = Key) =>
        new(network) { Variables = new Dictionary<string, string> { ["PLATICA_KEY"] = key } };

    private static void AssertNoKey(CliRun run)
    {
        Assert.DoesNotContain(Key, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }
}
