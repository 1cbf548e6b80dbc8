using System.CommandLine;

namespace Platica.Cli.Operating;

/// <summary>Asks before something is done that cannot be taken back, unless <c>--yes</c> says it shall be.</summary>
internal sealed class Confirmation(CliHost host)
{
    /// <summary><c>--yes</c>.</summary>
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Does it without asking." };

    /// <summary>Whether to go on.</summary>
    /// <exception cref="CliException">Nobody is there to be asked.</exception>
    public async Task<bool> AskAsync(string question, ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Yes))
        {
            return true;
        }

        if (!host.InputIsTerminal)
        {
            throw new CliException($"{question} There is nobody to ask: say {Yes.Name}.", ExitCodes.Usage);
        }

        await host.Out.WriteAsync($"{question} [y/N] ").ConfigureAwait(false);
        await host.Out.FlushAsync(cancellationToken).ConfigureAwait(false);

        // The terminal's reader blocks its thread and heeds no token; Ctrl+C must not wait for Enter.
        var answer = await Task.Run(host.OpenLines().ReadLine, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        return answer?.Trim() is { } text
            && (text.Equals("y", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
