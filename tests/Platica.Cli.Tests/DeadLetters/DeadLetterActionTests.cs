using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Platica.Cli.Tests.Infrastructure;
using Platica.Testing;

namespace Platica.Cli.Tests.DeadLetters;

public sealed class DeadLetterActionTests
{
    private const string Site = "https://func-1.azurewebsites.net";
    private const string Key = "AbC-_9z==";
    private const string PrintKey = "az functionapp keys list --resource-group <group> --name <app> --query masterKey --output tsv";
    private const string None = """{"counts":{"matched":0},"continuation":null}""";
    private const string Two = """{"counts":{"matched":2},"continuation":null}""";
    private const string TwoSent = """{"counts":{"matched":2,"sent":2},"continuation":null}""";

    [Fact]
    public async Task Replay_counts_first_and_sends_once_that_is_confirmed()
    {
        using var run = Typing("y\n", Two, TwoSent);

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay"));

        Assert.Equal("2 dead letters match.\nSend them again? [y/N] 2 matched, 2 sent.\n", run.Output);
        Assert.Equal(["""{"dryRun":true}""", "{}"], run.Network.Requests.Select(Parameters));
        Assert.All(run.Network.Requests, request => Assert.Equal("http://localhost:7072/api/operations/dead-letters/replay", request.Url));
        Assert.All(run.Network.Requests, request => Assert.Equal("local-key", request.Headers["x-functions-key"]));
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("yesterday\n")]
    public async Task Whatever_is_answered_but_yes_sends_nothing(string typed)
    {
        using var run = Typing(typed, Two);

        Assert.Equal(1, await run.RunAsync("dead-letters", "replay"));

        Assert.Single(run.Network.Requests);
        Assert.EndsWith("Nothing was sent.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_asks_too()
    {
        using var run = Typing("YES\n", Two, """{"counts":{"matched":2,"dropped":2},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("dead-letters", "drop", "--older-than", "90d"));

        Assert.Equal("2 dead letters match.\nDelete them for good? [y/N] 2 matched, 2 dropped.\n", run.Output);
        Assert.Equal(["""{"olderThan":"90d","dryRun":true}""", """{"olderThan":"90d"}"""], run.Network.Requests.Select(Parameters));
    }

    [Theory]
    [InlineData("--all")]
    [InlineData("--reason undecodable")]
    [InlineData("--state replayed --since 2026-11-01")]
    public async Task Drop_takes_none_that_arrived_after_they_were_counted(string filters)
    {
        using var run = Typing("y\n", Two, """{"counts":{"matched":2,"dropped":2},"continuation":null}""");
        var countedAt = run.Clock.GetUtcNow().UtcDateTime;

        Assert.Equal(0, await run.RunAsync([.. $"dead-letters drop {filters}".Split(' ')]));

        var counting = JsonElement.Parse(run.Network.Requests[0].BodyText);
        var dropping = JsonElement.Parse(run.Network.Requests[1].BodyText);
        Assert.False(counting.TryGetProperty("before", out _));
        Assert.Equal(countedAt, dropping.GetProperty("before").GetDateTime().ToUniversalTime());
        Assert.Equal(
            counting.EnumerateObject().Select(property => property.Name).Where(name => name != "dryRun").Append("before").Order(),
            dropping.EnumerateObject().Select(property => property.Name).Order());
    }

    [Theory]
    [InlineData("--before 2026-11-01", """{"before":"2026-11-01"}""")]
    [InlineData("a-1", """{"ids":["a-1"]}""")]
    public async Task Drop_leaves_a_selection_that_nothing_new_joins_as_it_is(string selection, string parameters)
    {
        using var run = Typing("y\n", Two, """{"counts":{"matched":2,"dropped":2},"continuation":null}""");

        await run.RunAsync([.. $"dead-letters drop {selection}".Split(' ')]);

        Assert.Equal(parameters, Parameters(run.Network.Requests[^1]));
    }

    [Fact]
    public async Task What_goes_on_with_a_drop_ends_where_the_first_ended()
    {
        var answers = new Queue<string>([Two, """{"counts":{"matched":1,"dropped":1},"continuation":"p1"}"""]);
        using var run = Local(_ => answers.TryDequeue(out var answer)
            ? NetworkDouble.Response(HttpStatusCode.OK, answer)
            : NetworkDouble.Response(HttpStatusCode.InternalServerError));
        var countedAt = run.Clock.GetUtcNow();

        Assert.Equal(1, await run.RunAsync("dead-letters", "drop", "--all", "--yes"));

        Assert.Contains(
            $"dead-letters drop --yes --before {countedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z --all true --continuation p1\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_is_not_asked()
    {
        using var run = Local(Two, TwoSent);

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay", "--yes"));

        Assert.Equal("2 dead letters match.\n2 matched, 2 sent.\n", run.Output);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_yes_has_to_be_said()
    {
        using var run = Local(Two);

        Assert.Equal(2, await run.RunAsync("dead-letters", "replay"));

        Assert.Single(run.Network.Requests);
        Assert.Equal("Send them again? There is nobody to ask: say --yes.\n", run.Error);
    }

    [Fact]
    public async Task A_dry_run_only_counts()
    {
        using var run = Local("""{"counts":{"matched":1},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay", "--dry-run", "--yes"));

        Assert.Equal("1 dead letter matches.\n", run.Output);
        Assert.Single(run.Network.Requests);
    }

    [Fact]
    public async Task Where_nothing_matches_nothing_is_asked()
    {
        using var run = Local(None);

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay"));

        Assert.Equal("No dead letter matches.\n", run.Output);
    }

    [Fact]
    public async Task Ids_and_options_become_parameters()
    {
        using var run = Local(Two, TwoSent);

        await run.RunAsync("dead-letters", "replay", "a-1", "b-2", "--rate", "50", "--yes");

        Assert.Equal("""{"ids":["a-1","b-2"],"rate":50}""", Parameters(run.Network.Requests[^1]));
    }

    [Fact]
    public async Task Filters_become_parameters()
    {
        using var run = Local(None);

        await run.RunAsync(
            [.. "dead-letters replay --reason r --event e --provider whapi --since s --before b --older-than 7d --state all -w platica.ws_1".Split(' ')]);

        Assert.Equal(
            """{"reason":"r","event":"e","provider":"whapi","since":"s","before":"b","olderThan":"7d","state":"all","workspace":"platica.ws_1","dryRun":true}""",
            Parameters(run.Sent));
    }

    [Fact]
    public async Task An_unknown_id_or_one_that_cannot_be_sent_is_no_success()
    {
        using var unknown = Local("""{"counts":{"matched":0,"unknown":1},"continuation":null}""");
        using var skipped = Local(Two, """{"counts":{"matched":2,"sent":1,"skipped":1},"continuation":null}""");

        Assert.Equal(1, await unknown.RunAsync("dead-letters", "replay", "a-1"));
        Assert.Equal(1, await skipped.RunAsync("dead-letters", "replay", "--yes"));

        Assert.Equal("No dead letter matches. 1 of the ids are unknown.\n", unknown.Output);
        Assert.EndsWith("2 matched, 1 sent, 1 skipped.\n", skipped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_replayed_already_is_told_and_is_no_failure()
    {
        using var run = Local("""{"counts":{"matched":1,"already":1},"continuation":null}""", """{"counts":{"matched":1,"already":1,"sent":1},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay", "a-1", "b-2", "--yes"));

        Assert.Equal("1 dead letter matches. 1 of the ids are replayed already.\n1 matched, 1 already, 1 sent.\n", run.Output);
    }

    [Fact]
    public async Task One_that_changed_while_it_was_dropped_is_no_success()
    {
        using var run = Local(Two, """{"counts":{"matched":2,"dropped":1,"changed":1},"continuation":null}""");

        Assert.Equal(1, await run.RunAsync("dead-letters", "drop", "a-1", "b-2", "--yes"));
    }

    [Fact]
    public async Task Pages_are_asked_for_until_the_last_and_added_up()
    {
        using var run = Local(
            Two,
            """{"counts":{"matched":2,"sent":2},"continuation":"p1"}""",
            """{"counts":{"matched":0},"continuation":"p2"}""",
            """{"counts":{"matched":1500,"sent":1500},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay", "--yes"));

        Assert.EndsWith("1,502 matched, 1,502 sent.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(["", "", "p1", "p2"], run.Network.Requests.Select(Continuation));
    }

    [Fact]
    public async Task Whoever_interrupts_is_told_how_to_go_on()
    {
        using var interruption = new CancellationTokenSource();
        var answers = new Queue<string>([Two, """{"counts":{"matched":2,"sent":2},"continuation":"p1"}"""]);
        using var run = Local(_ =>
        {
            if (answers.Count == 0)
            {
                interruption.Cancel();
                interruption.Token.ThrowIfCancellationRequested();
            }

            return NetworkDouble.Response(HttpStatusCode.OK, answers.Dequeue());
        });

        Assert.Equal(130, await run.RunAsync(interruption.Token, "dead-letters", "replay", "--reason", "max-delivery", "--rate", "5", "--yes"));

        Assert.Equal(
            "Not finished; so far 2 matched, 2 sent. To go on: dotnet run --project src/Platica.Cli -- dead-letters replay --yes "
            + "--reason max-delivery --rate 5 --continuation p1\n",
            run.Error);
    }

    [Fact]
    public async Task A_continuation_goes_on_where_it_was_interrupted()
    {
        using var run = Local(Two, TwoSent);

        await run.RunAsync("dead-letters", "replay", "--yes", "--continuation", "p1");

        Assert.Equal(["p1", "p1"], run.Network.Requests.Select(Continuation));
    }

    [Fact]
    public async Task A_page_that_is_not_available_now_is_asked_for_again()
    {
        var answers = new Queue<HttpStatusCode?>([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway, HttpStatusCode.OK, null, HttpStatusCode.OK]);
        var page = 0;
        using var run = Local(_ => answers.Dequeue() switch
        {
            null => throw new HttpRequestException("lost", new SocketException((int)SocketError.ConnectionReset)),
            HttpStatusCode.OK => NetworkDouble.Response(HttpStatusCode.OK, ++page switch
            {
                1 => Two,
                2 => """{"counts":{"matched":1,"sent":1},"continuation":"p1"}""",
                _ => """{"counts":{"matched":1,"sent":1},"continuation":null}""",
            }),
            { } status => NetworkDouble.Response(status),
        });

        Assert.Equal(0, await WaitAsync(run, run.RunAsync("dead-letters", "replay", "--yes")));

        Assert.EndsWith("2 matched, 2 sent.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(["", "", "", "", "p1", "p1"], run.Network.Requests.Select(Continuation));
    }

    [Fact]
    public async Task One_that_stays_unavailable_is_given_up()
    {
        using var run = Local(_ => NetworkDouble.Response(HttpStatusCode.ServiceUnavailable, """{"detail":"Make the same call again."}"""));

        Assert.Equal(1, await WaitAsync(run, run.RunAsync("dead-letters", "replay", "--yes")));

        Assert.Equal(6, run.Network.Requests.Count);
        Assert.Equal("503 Service Unavailable: Make the same call again.\n", run.Error);
    }

    [Fact]
    public async Task Where_nothing_listens_that_is_told_at_once()
    {
        using var run = Local(_ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));

        Assert.Equal(1, await run.RunAsync("dead-letters", "replay"));

        Assert.StartsWith("Nothing listens on http://localhost:7072.", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Network.Requests);
    }

    [Fact]
    public async Task An_answer_that_leads_to_itself_ends_the_run()
    {
        using var run = Local(_ => NetworkDouble.Response(HttpStatusCode.OK, """{"counts":{"matched":1},"continuation":"p1"}"""));

        Assert.Equal(1, await run.RunAsync("dead-letters", "replay", "--yes"));

        Assert.Contains("leads to itself", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_gets_the_operations_key_of_the_environment_and_never_the_one_for_reading()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, None))
        {
            Variables = new Dictionary<string, string> { ["PLATICA_OPERATIONS_KEY"] = Key, ["PLATICA_KEY"] = "reading" },
        };

        Assert.Equal(0, await run.RunAsync("dead-letters", "replay", "--url", Site));

        Assert.Equal($"{Site}/api/operations/dead-letters/replay", run.Sent.Url);
        Assert.Equal(Key, run.Sent.Headers["x-functions-key"]);
    }

    [Fact]
    public async Task The_key_is_not_printed_in_what_goes_on()
    {
        using var interruption = new CancellationTokenSource();
        using var run = new CliRun(new NetworkDouble(request =>
        {
            interruption.Token.ThrowIfCancellationRequested();
            if (!request.BodyText.Contains("dryRun", StringComparison.Ordinal))
            {
                interruption.Cancel();
            }

            return NetworkDouble.Response(HttpStatusCode.OK, request.BodyText.Contains("dryRun", StringComparison.Ordinal)
                ? Two
                : """{"counts":{"matched":1,"sent":1},"continuation":"p1"}""");
        }));

        Assert.Equal(130, await run.RunAsync(interruption.Token, "dead-letters", "replay", "--yes", "--url", Site, "--key", Key));

        Assert.Contains($"--url {Site}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_without_or_with_a_wrong_key_tells_which_one_it_wants()
    {
        using var without = new CliRun(NetworkDouble.Answering(HttpStatusCode.Unauthorized));
        using var wrong = new CliRun(NetworkDouble.Answering(HttpStatusCode.Unauthorized))
        {
            Variables = new Dictionary<string, string> { ["PLATICA_OPERATIONS_KEY"] = Key },
        };

        Assert.Equal(1, await without.RunAsync("dead-letters", "drop", "--all", "--url", Site));
        Assert.Equal(1, await wrong.RunAsync("dead-letters", "drop", "--all", "--url", Site));

        Assert.Equal(
            $"401 Unauthorized: {Site} asks for the app's master key, in the variable PLATICA_OPERATIONS_KEY or --key; this prints it: {PrintKey}\n",
            without.Error);
        Assert.Equal(
            $"401 Unauthorized: {Site} does not know the key in PLATICA_OPERATIONS_KEY; this prints the app's master key: {PrintKey}\n", wrong.Error);
    }

    [Fact]
    public async Task LocalHosts_own_words_tell_where_its_key_is()
    {
        using var run = Local(_ => NetworkDouble.Response(HttpStatusCode.Unauthorized, """{"detail":"It is in the file /data/operations-key."}"""));

        Assert.Equal(1, await run.RunAsync("dead-letters", "replay"));

        Assert.Equal("401 Unauthorized: It is in the file /data/operations-key.\n", run.Error);
    }

    [Fact]
    public async Task Before_the_first_start_of_LocalHost_there_is_no_key()
    {
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("dead-letters", "replay"));

        Assert.Contains(Path.Combine(run.Folder, "operations-key"), run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    [Theory]
    [InlineData("--key x")]
    [InlineData("--url http://example.com --key x")]
    [InlineData("--url https://example.com?code=x")]
    public async Task A_key_that_would_go_astray_is_not_sent(string options)
    {
        using var run = Local(None);

        Assert.Equal(2, await run.RunAsync([.. $"dead-letters replay {options}".Split(' ')]));

        Assert.Empty(run.Network.Requests);
    }

    private static CliRun Local(params string[] pages) => Local(Answering(pages));

    private static CliRun Typing(string typed, params string[] pages) => Local(Answering(pages), typed);

    private static Func<SentRequest, HttpResponseMessage> Answering(string[] pages)
    {
        var answers = new Queue<string>(pages);
        return _ => NetworkDouble.Response(HttpStatusCode.OK, answers.Dequeue());
    }

    private static CliRun Local(Func<SentRequest, HttpResponseMessage> answer, string? typed = null)
    {
        var run = new CliRun(new NetworkDouble(answer)) { Input = Encoding.UTF8.GetBytes(typed ?? ""), InputIsTerminal = typed is not null };
        run.Write("operations-key", "local-key\n");
        return run;
    }

    private static Task<int> WaitAsync(CliRun run, Task<int> running) => run.Clock.RunAsync(running, TimeSpan.FromSeconds(1));

    private static string Parameters(SentRequest request)
    {
        var properties = JsonElement.Parse(request.BodyText).EnumerateObject().Where(property => property.Name != "continuation");
        return $"{{{string.Join(',', properties.Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}"))}}}";
    }

    private static string Continuation(SentRequest request) => JsonElement.Parse(request.BodyText).GetProperty("continuation").GetString() ?? "";
}
