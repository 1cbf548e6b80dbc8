using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Platica.Cli.Input;
using Platica.Cli.Operating;

namespace Platica.Cli.DeadLetters;

/// <summary>What replaying and dropping dead letters have in common: it counts first, asks, then does it.</summary>
/// <param name="host">The network and the terminal.</param>
/// <param name="name">What comes after <c>dead-letters</c>, and of the operation's route.</param>
/// <param name="question">What to ask before it is done.</param>
/// <param name="refused">What to say when the answer is no.</param>
internal sealed class DeadLetterAction(CliHost host, string name, string question, string refused)
{
    private const string Before = "before";

    private readonly SiteSource _source = new(host, KeyKind.Operations);
    private readonly DeadLetterTarget _target = new();
    private readonly Option<string?> _continuation = ContinuationOption.Create();
    private readonly Confirmation _confirmation = new(host);
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only counts them." };

    /// <summary>The command, with an option of its own.</summary>
    public Command Build(string description, Option own)
    {
        var command = new Command(name, description);
        _target.AddTo(command);
        command.Add(own);
        command.Add(_dryRun);
        command.Add(_confirmation.Yes);
        command.Add(_continuation);
        _source.AddTo(command);
        return command;
    }

    /// <summary>Whether what arrives from now on would be meant, too.</summary>
    public bool IsOpenEnded(ParseResult arguments) => _target.IsOpenEnded(arguments);

    /// <summary>Does it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="own">The command's own option and its value, null for none: a parameter of the same name.</param>
    /// <param name="before">When what is confirmed ends; null for no end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> RunAsync(
        ParseResult arguments, (string Option, JsonValue? Value) own, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        using var operations = new OperationsClient(host, _source.Find(arguments));
        var trial = RunOf(arguments, own, null);
        trial.Parameters["dryRun"] = true;
        var counted = await operations.RunAsync(trial, cancellationToken).ConfigureAwait(false);
        await host.Out.WriteLineAsync(Describe(counted)).ConfigureAwait(false);
        if (counted["matched"] == 0 || arguments.GetValue(_dryRun))
        {
            return counted["unknown"] == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }

        if (!await _confirmation.AskAsync(question, arguments, cancellationToken).ConfigureAwait(false))
        {
            await host.Out.WriteLineAsync(refused).ConfigureAwait(false);
            return ExitCodes.Failed;
        }

        var done = await operations.RunAsync(RunOf(arguments, own, Times.Format(before)), cancellationToken).ConfigureAwait(false);
        await host.Out.WriteLineAsync($"{done}.").ConfigureAwait(false);
        return done["unknown"] + done["skipped"] + done["changed"] == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private OperationRun RunOf(ParseResult arguments, (string Option, JsonValue? Value) own, string? before)
    {
        var parameters = _target.Parameters(arguments);
        foreach (var (parameter, value) in new[] { ("workspace", _source.Workspace(arguments)), (Before, before) })
        {
            if (value is not null)
            {
                parameters[parameter] = value;
            }
        }

        if (own.Value is not null)
        {
            parameters[own.Option.TrimStart('-')] = own.Value.DeepClone();
        }

        return new($"{DeadLettersCommand.Name}/{name}", parameters)
        {
            Continuation = arguments.GetValue(_continuation),
            GoOn = continuation => Invocation.For(
                [DeadLettersCommand.Name, name, .. _target.Ids(arguments), _confirmation.Yes.Name],
                [
                    .. _target.Given(arguments), ($"--{Before}", before), (own.Option, own.Value?.ToJsonString()),
                    .. _source.Given(arguments), (_continuation.Name, continuation),
                ]),
        };
    }

    private static string Describe(OperationCounts counted)
    {
        var found = counted["matched"] switch
        {
            0 => "No dead letter matches.",
            1 => "1 dead letter matches.",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} dead letters match."),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{found}{Of("unknown", "are unknown")}{Of("already", "are replayed already")}");

        string Of(string count, string meaning) =>
            counted[count] == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {counted[count]:N0} of the ids {meaning}.");
    }
}
