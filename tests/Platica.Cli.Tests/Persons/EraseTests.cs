using System.Net;
using System.Text.Json.Nodes;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Persons;

public sealed class EraseTests
{
    private const string Found = """
        {"counts":{"foundClients":1,"foundPhones":1,"foundConversations":2,"sharedConversations":1,"formerClients":1},"continuation":null}
        """;

    private const string Removed = """{"counts":{"foundClients":1,"Events":1200,"Clients":1},"continuation":null}""";

    [Fact]
    public async Task Erase_says_what_there_is_asks_and_says_what_was_removed()
    {
        using var run = Run("y\n", Found, """{"counts":{"Events":100},"continuation":"next"}""", Removed);

        Assert.Equal(0, await run.RunAsync("erase", "--phone", "+52 1 55 0000 0001", "--workspace", "platica.ws_1"));

        Assert.StartsWith("""
            Found: 1 clients, 1 phones, 2 conversations.
            1 conversations have other clients, too: only what is this person's goes.
            1 other clients had this phone once and have another one now. They stay; if one of them is this person, use --client.
            Erase this person for good? [y/N] Removed:
                      1  Clients
                  1,300  Events

            """.ReplaceLineEndings("\n"), run.Output, StringComparison.Ordinal);
        Assert.Contains("what the provider itself keeps", run.Output, StringComparison.Ordinal);
        var bodies = run.Network.Requests.Select(request => JsonNode.Parse(request.Body)!).ToList();
        Assert.Equal([true, false, false], bodies.Select(body => body["dryRun"]?.GetValue<bool>() ?? false));
        Assert.Equal([null, null, "next"], bodies.Select(body => body["continuation"]?.GetValue<string>()));
        Assert.All(bodies, body => Assert.Equal("+52 1 55 0000 0001", body["phone"]!.GetValue<string>()));
        Assert.All(run.Network.Requests, request => Assert.Equal("http://localhost:7072/api/operations/erase", request.Url));
        Assert.All(run.Network.Requests, request => Assert.Equal("the-key", request.Headers["x-functions-key"]));
    }

    [Fact]
    public async Task Erase_does_nothing_without_a_yes()
    {
        using var run = Run("\n", Found);

        Assert.Equal(1, await run.RunAsync("erase", "--client", "cli_lucia"));

        Assert.EndsWith("Nothing was erased.\n", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Network.Requests);
    }

    [Fact]
    public async Task Erase_only_counts_in_a_dry_run()
    {
        using var run = Run("", Found);

        Assert.Equal(0, await run.RunAsync("erase", "--client", "cli_lucia", "--dry-run"));

        Assert.True(JsonNode.Parse(run.Sent.Body)!["dryRun"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Erase_only_counts_in_a_dry_run_that_is_given_a_continuation()
    {
        using var run = Run("", Found);

        Assert.Equal(0, await run.RunAsync("erase", "--client", "cli_lucia", "--yes", "--dry-run", "--continuation", "next"));

        var body = JsonNode.Parse(run.Sent.Body)!;
        Assert.True(body["dryRun"]!.GetValue<bool>());
        Assert.Null(body["continuation"]);
    }

    [Theory]
    [InlineData("-- erase --client cli_lucia", "--yes")]
    [InlineData("-- erase --dry-run --client cli_lucia", "--dry-run")]
    public async Task Erase_that_ends_early_while_it_counts_begins_anew(string command, string option)
    {
        using var run = Run("", """{"counts":{"foundConversations":1},"continuation":"next"}""", "");

        Assert.Equal(1, await run.RunAsync("erase", "--client", "cli_lucia", option));

        Assert.Contains(command, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--continuation", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--yes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_accepts_a_new_key_only_when_told_so()
    {
        using var told = Run("", Found, """{"counts":{"Events":100},"continuation":"next"}""", "");
        using var untold = Run("", Found);

        Assert.Equal(1, await told.RunAsync("erase", "--client", "cli_lucia", "--yes", "--accept-new-key"));
        Assert.Equal(0, await untold.RunAsync("erase", "--client", "cli_lucia", "--dry-run"));

        Assert.All(told.Network.Requests, request => Assert.True(JsonNode.Parse(request.Body)!["acceptNewKey"]!.GetValue<bool>()));
        Assert.Contains("-- erase --yes --accept-new-key --client cli_lucia --continuation next", told.Error, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(untold.Sent.Body)!["acceptNewKey"]);
    }

    [Fact]
    public async Task Erase_says_that_something_could_not_be_read()
    {
        using var run = Run("", Found, """{"counts":{"unreadable":1},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("erase", "--client", "cli_lucia", "--yes"));

        Assert.Contains("damaged and could not be read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_that_ends_early_tells_how_to_go_on()
    {
        using var run = Run("", Found, """{"counts":{"Events":100},"continuation":"next"}""", "");

        Assert.Equal(1, await run.RunAsync("erase", "--client", "cli_lucia", "--yes"));

        Assert.Contains("-- erase --yes --client cli_lucia --continuation next", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("erase", "--phone", "525500000001", "--client", "cli_lucia")]
    [InlineData("person")]
    public async Task Somebody_must_be_named(params string[] arguments)
    {
        using var run = Run("");

        Assert.Equal(2, await run.RunAsync(arguments));

        Assert.Contains("Give either --phone or --client.", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    /// <summary>A LocalHost that answers so, one after the other; an empty answer is a refusal.</summary>
    private static CliRun Run(string typed, params string[] answers)
    {
        var left = new Queue<string>(answers);
        var run = new CliRun(new NetworkDouble(_ => left.Dequeue() is { Length: > 0 } answer
            ? NetworkDouble.Response(HttpStatusCode.OK, answer)
            : NetworkDouble.Response(HttpStatusCode.BadRequest, """{"detail":"no"}""")))
        {
            TypedLines = new StringReader(typed),
            InputIsTerminal = true,
        };
        run.Write("operations-key", "the-key\n");
        return run;
    }
}
