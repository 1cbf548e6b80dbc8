using System.CommandLine;
using System.Net.Sockets;

namespace Platica.Benchmarks.Load;

/// <summary><c>load</c>: what the whole of LocalHost does under load, measured from outside over HTTP on loopback.</summary>
internal static class LoadCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "load";

    private const int MostSeconds = 600;
    private const int MostPerSecond = 20_000;

    private static readonly Dictionary<string, Func<LoadOptions, CancellationToken, Task>> Scenarios = new()
    {
        ["accept"] = AcceptScenario.RunAsync,
        ["flows"] = FlowsScenario.RunAsync,
        ["stuck"] = StuckScenario.RunAsync,
        ["abuse"] = AbuseScenario.RunAsync,
    };

    /// <summary>The command, for the arguments after its name. A missed aim is printed, and is no error.</summary>
    public static Command Create()
    {
        var scenario = new Argument<string?>("scenario") { Description = "Which one; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        scenario.AcceptOnlyFromAmong([.. Scenarios.Keys]);
        var seconds = Bounded("--seconds", $"How long each server is measured, to {MostSeconds}.", MostSeconds);
        var rate = Bounded("--rate", "Flow exchanges in a second: quote forms in flows, blocking ones in stuck; signed messages in abuse.", MostPerSecond);
        var flood = Bounded("--flood", "Ordinary events in a second, in flows and stuck; unsigned calls in abuse.", MostPerSecond);
        var command = new RootCommand("Measures LocalHost under load, beside an empty Kestrel endpoint. Loopback and temporary folders only.") { scenario, seconds, rate, flood };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(scenario) is { } name ? [name] : [.. Scenarios.Keys],
            new(parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(flood)),
            cancellationToken));
        return command;
    }

    private static Option<int?> Bounded(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var value) && value >= 1 && value <= most))
            {
                result.AddError($"{name} must be a number from 1 to {most}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(string[] names, LoadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in names)
            {
                Machine.Print();
                await Scenarios[name](options, cancellationToken);
                Console.WriteLine();
            }

            return 0;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or SocketException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }
}
