using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class FindTests
{
    private const string Nobody = """{"items":[],"continuation":null}""";

    [Theory]
    [InlineData("%2B52%201%2055%200000%200001", "+52 1 55 0000 0001")]
    [InlineData("%2B52%201%2055%200000%200001", "+52", "1", "55", "0000", "0001")]
    [InlineData("5215500000001", "5215500000001")]
    [InlineData("525500000001", "525500000001")]
    [InlineData("52%20%2855%29%200000-0001", "52 (55) 0000-0001")]
    public async Task Find_hands_the_phone_on_as_it_was_typed(string asked, params string[] typed)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Nobody));

        await run.RunAsync(["find", .. typed]);

        Assert.Equal(
            [
                $"http://localhost:7072/api/clients?phone={asked}&limit=500",
                $"http://localhost:7072/api/conversations?phone={asked}&limit=500",
                $"http://localhost:7072/api/calls?phone={asked}&limit=500",
            ],
            run.Network.Requests.Select(request => request.Url));
    }

    [Fact]
    public async Task Find_prints_clients_and_all_conversations_and_the_commands_that_go_on()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients?workspace=platica.a&phone=52155",
                """{"items":[{"id":"cli_1","name":"Lucía","phoneNumber":"+5215500000001"}],"continuation":null}"""),
            ("/api/conversations?workspace=platica.a&phone=52155", """{"items":[],"continuation":"1"}"""),
            ("/api/conversations?workspace=platica.a&phone=52155&continuation=1",
                """{"items":[{"id":"conv_2","status":"active"}],"continuation":"2"}"""),
            ("/api/conversations?workspace=platica.a&phone=52155&continuation=2",
                """{"items":[{"id":"~ch.521","status":"expired"}],"continuation":null}"""),
            ("/api/calls?workspace=platica.a&phone=52155", """{"items":[],"continuation":null}""")));

        Assert.Equal(0, await run.RunAsync("find", "52155", "--workspace", "platica.a"));
        Assert.Equal(
            """
            id     name   phone           tags
            cli_1  Lucía  +5215500000001

            id       active (UTC)  status   contact  phone  last message
            conv_2                 active
            ~ch.521                expired

            dotnet run --project src/Platica.Cli -- timeline conv_2 --workspace platica.a
            dotnet run --project src/Platica.Cli -- timeline '~ch.521' --workspace platica.a
            dotnet run --project src/Platica.Cli -- show client cli_1 --workspace platica.a

            """.ReplaceLineEndings("\n"),
            NoOptionalColumns(run.Output));
    }

    [Fact]
    public async Task Find_json_is_one_document_of_the_apis_items()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients?phone=52", """{"items":[{"id":"cli_1"}]}"""),
            ("/api/conversations?phone=52", """{"items":[{"id":"conv_1"},{"id":"conv_2"}]}"""),
            ("/api/calls?phone=52", """{"items":[]}""")));

        Assert.Equal(0, await run.RunAsync("find", "52", "--json"));
        Assert.Equal("""{"clients":[{"id":"cli_1"}],"conversations":[{"id":"conv_1"},{"id":"conv_2"}],"calls":[]}""" + "\n", run.Output);
    }

    [Fact]
    public async Task Find_shows_the_calls_of_one_provider_s_workspace_the_latest_first()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients?provider=whapi&phone=52155", """{"items":[]}"""),
            ("/api/conversations?provider=whapi&phone=52155", """{"items":[]}"""),
            ("/api/calls?provider=whapi&phone=52155",
                """
                {"items":[{"id":"call_a","createdAt":"2026-05-10T15:00:00Z","direction":"incoming","status":"missed","phoneDigits":"525500000001","isVideo":true},
                          {"id":"call_b","createdAt":"2026-05-10T16:00:00Z","direction":"incoming","status":"answered","phoneDigits":"525500000001","conversationId":"c1"}]}
                """)));

        Assert.Equal(0, await run.RunAsync("find", "52155", "--provider", "whapi"));
        Assert.Equal(
            """
            No client has this phone.

            No conversations.

            id      time (UTC)      direction  status    phone         video  conversation
            call_b  05-10 16:00:00  incoming   answered  525500000001         c1
            call_a  05-10 15:00:00  incoming   missed    525500000001  yes


            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Theory]
    [InlineData("Nobody with this phone is known.\n")]
    [InlineData("{\"clients\":[],\"conversations\":[],\"calls\":[]}\n", "--json")]
    public async Task Find_fails_when_nobody_has_the_phone(string expected, params string[] options)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Nobody));

        Assert.Equal(1, await run.RunAsync(["find", "52", .. options]));
        Assert.Equal(expected, run.Output);
    }

    [Theory]
    [InlineData("add ?workspace= with one of: platica.a, platica.b.", "that is the option --workspace")]
    [InlineData("add ?workspace= with one of: platica.a, whapi.b. ?provider= is enough: platica, whapi.", "those are the options --workspace and --provider")]
    [InlineData("add ?flow= with one of: f1, f2.", "that is the option --flow")]
    public async Task A_problem_of_the_API_names_the_option_that_mends_it(string detail, string options)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.BadRequest, $$"""{"detail":"{{detail}}"}"""));

        Assert.Equal(1, await run.RunAsync("find", "52"));
        Assert.Equal($"400 Bad Request: {detail}\nHere {options}.\n", run.Error);
    }

    [Fact]
    public async Task Find_repeats_what_the_problem_says()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.BadRequest, """{"detail":"There are several workspaces"}"""));

        Assert.Equal(1, await run.RunAsync("find", "52"));
        Assert.Equal("400 Bad Request: There are several workspaces\n", run.Error);
    }

    [Fact]
    public async Task Find_needs_a_phone()
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("find"));
    }

    private static string NoOptionalColumns(string output) => output.Replace("  email  updated (UTC)", "", StringComparison.Ordinal);
}
