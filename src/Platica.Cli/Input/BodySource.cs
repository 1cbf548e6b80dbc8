using System.CommandLine;

namespace Platica.Cli.Input;

/// <summary>Where a body comes from: <c>--file body.json</c>, or <c>-</c> for standard input. The bytes are never changed.</summary>
internal sealed class BodySource(CliHost host)
{
    private const string StandardInput = "-";

    /// <summary><c>--file</c>.</summary>
    public Option<string?> File { get; } = new("--file", "-f")
    {
        Description = "A file whose bytes are the body; - reads standard input.",
        HelpName = "path|-",
    };

    /// <summary>Reads the body that <c>--file</c> names, else standard input.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public async Task<byte[]> ReadAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetValue(File) ?? StandardInput;
        try
        {
            return path == StandardInput
                ? await ReadInputAsync(cancellationToken).ConfigureAwait(false)
                : await System.IO.File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot read the body: {exception.Message}", ExitCodes.Usage);
        }
    }

    private async Task<byte[]> ReadInputAsync(CancellationToken cancellationToken)
    {
        using var input = host.OpenInput();
        using var body = new MemoryStream();
        await input.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }
}
