namespace Platica.Cli.Walking;

/// <summary>What a person types, line by line, or another program pipes in.</summary>
internal sealed class TypedInput(CliHost host, TextWriter output) : IWalkInput
{
    private readonly Lazy<TextReader> _lines = new(host.OpenLines);

    /// <inheritdoc/>
    public bool IsScripted => false;

    /// <inheritdoc/>
    public async Task<string> AskAsync(string screen, string name, string prompt, CancellationToken cancellationToken)
    {
        await output.WriteAsync(prompt).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);

        // The terminal's reader blocks its thread and heeds no token; Ctrl+C must not wait for Enter.
        var line = await Task.Run(_lines.Value.ReadLine, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (line is null || !host.InputIsTerminal)
        {
            await output.WriteLineAsync(line).ConfigureAwait(false);
        }

        return line ?? throw new CliException($"The input ended on screen {screen}.");
    }
}
