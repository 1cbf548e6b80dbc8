using Platica.Cli.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Tests.Commands;

public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
    [
        "", "send", "sign", "verify", "check", "show", "show conversations", "show conversation", "show messages", "show clients", "show client",
        "show conversation-events", "show referrals", "show flow-exchanges", "show flow-responses", "show flow-response", "show events",
        "show dead-letters", "find", "timeline", "export", "export conversations", "export messages", "export conversation-events",
        "export clients", "export referrals", "export flow-exchanges", "export flow-responses", "export events", "export dead-letters", "tail",
        "dead-letters", "dead-letters list", "dead-letters show", "dead-letters replay", "dead-letters drop",
        "flow", "flow check", "flow graph", "flow types", "flow run", "flow stats", "person", "erase", "rebuild", "backfill",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_ends_with_an_example_of_the_command(string command)
    {
        using var run = new CliRun();

        var exitCode = await run.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, exitCode);
        Assert.Contains($"platica {command}".Trim(), run.Output.Split("Examples:\n")[1], StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_of_send_names_every_event()
    {
        using var run = new CliRun();

        await run.RunAsync("send", "--help");

        Assert.All(PlaticaSamples.Story.EventNames, name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_command_help_is_shown_and_the_exit_code_is_2()
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync());
        Assert.Contains("platica send --all", run.Output, StringComparison.Ordinal);
    }
}
