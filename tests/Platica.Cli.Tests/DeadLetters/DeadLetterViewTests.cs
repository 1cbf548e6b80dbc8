using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.DeadLetters;

public sealed class DeadLetterViewTests
{
    [Fact]
    public async Task List_is_the_list_of_show_and_goes_on_by_its_own_name()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/dead-letters?reason=max-delivery&older-than=1h", """{"items":[{"id":"a-1","reason":"max-delivery"}],"continuation":"2"}""")));

        Assert.Equal(0, await run.RunAsync([.. "dead-letters list --reason max-delivery --older-than 1h --limit 1".Split(' ')]));

        Assert.Equal(
            "More: dotnet run --project src/Platica.Cli -- dead-letters list --reason max-delivery --older-than 1h --limit 1 --continuation 2",
            run.Lines[^1]);
    }

    [Fact]
    public async Task Show_prints_one_line_for_each_field()
    {
        using var run = new CliRun(NetworkDouble.Serving(("/api/dead-letters/a-1", """{"id":"a-1","reason":"max-delivery","attempts":3}""")));

        Assert.Equal(0, await run.RunAsync("dead-letters", "show", "a-1"));

        Assert.Equal(["id        a-1", "reason    max-delivery", "attempts  3"], run.Lines);
    }

    [Fact]
    public async Task Show_asks_for_the_body_only_when_told_to()
    {
        using var run = new CliRun(NetworkDouble.Serving(("/api/dead-letters/a-1?bodies=true", """{"id":"a-1","body":"[1]"}""")));

        Assert.Equal(0, await run.RunAsync("dead-letters", "show", "a-1", "--body", "--json"));

        Assert.Equal("""{"id":"a-1","body":"[1]"}""" + "\n", run.Output);
    }

    [Fact]
    public async Task Show_of_a_deployment_takes_the_key_for_reading()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"id":"a-1"}"""))
        {
            Variables = new Dictionary<string, string> { ["PLATICA_OPERATIONS_KEY"] = "operations", ["PLATICA_KEY"] = "reading" },
        };

        Assert.Equal(0, await run.RunAsync("dead-letters", "show", "a-1", "--url", "https://func-1.azurewebsites.net"));

        Assert.Equal("reading", run.Sent.Headers["x-functions-key"]);
    }
}
