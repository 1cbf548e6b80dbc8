using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Persons;

public sealed class PersonTests
{
    [Fact]
    public async Task Person_writes_all_pages_as_one_document()
    {
        using var run = Run(
            """{"counts":{"Clients":1},"items":[{"table":"Clients","row":{"id":"cli_lucia"}},{"table":"FlowExchanges","row":{"id":"e1"}}],"continuation":"next"}""",
            """{"counts":{"FlowExchanges":1},"items":[{"table":"FlowExchanges","row":{"id":"e2","screen":"ñ"}}],"continuation":null}""");
        var file = Path.Combine(run.Folder, "lucia.json");

        Assert.Equal(0, await run.RunAsync("person", "--client", "cli_lucia", "-o", file));

        Assert.Equal(
            """{"clients":[{"id":"cli_lucia"}],"flowExchanges":[{"id":"e1"},{"id":"e2","screen":"ñ"}]}""" + "\n", await File.ReadAllTextAsync(file));
        Assert.Contains("1 Clients, 1 FlowExchanges.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_of_whom_nothing_is_kept_is_an_empty_document_and_a_failure()
    {
        using var run = Run("""{"counts":{},"items":[],"continuation":null}""");

        Assert.Equal(1, await run.RunAsync("person", "--phone", "525500000001"));

        Assert.Equal("{}\n", run.Exported);
        Assert.Equal("Nothing is kept of this person.\n", run.Error);
    }

    private static CliRun Run(params string[] answers)
    {
        var left = new Queue<string>(answers);
        var run = new CliRun(new NetworkDouble(_ => NetworkDouble.Response(HttpStatusCode.OK, left.Dequeue())));
        run.Write("operations-key", "the-key\n");
        return run;
    }
}
