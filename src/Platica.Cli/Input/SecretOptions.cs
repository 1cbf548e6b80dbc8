using System.CommandLine;
using System.Text;

namespace Platica.Cli.Input;

/// <summary>
/// <c>--secret</c> and <c>--secret-file</c>; with neither, what LocalHost itself would take: the variable <c>Platica__Secret</c>, else the
/// secret that it made.
/// </summary>
internal sealed class SecretOptions(CliHost host, LocalOptions local)
{
    private const string Variable = "Platica__Secret";

    /// <summary><c>--secret</c>.</summary>
    public Option<string?> Secret { get; } = new("--secret")
    {
        Description = "The signing secret. It stays in the shell's history: --secret-file is safer.",
        HelpName = "text",
    };

    /// <summary><c>--secret-file</c>.</summary>
    public Option<string?> SecretFile { get; } = new("--secret-file")
    {
        Description = $"A file with the signing secret in one line. Default: {Variable}, else the one LocalHost made.",
        HelpName = "path",
    };

    /// <summary>The secret's bytes, never empty.</summary>
    /// <exception cref="CliException">No secret is to be found.</exception>
    public byte[] Read(ParseResult arguments) => Find(arguments)?.Key ?? throw new CliException(
        $"No signing secret yet: {local.SecretFile(arguments)} is missing or empty.\n"
        + $"Start LocalHost once to make one ({Invocation.StartLocalHost}), or give --secret-file or --secret.");

    /// <summary>The secret and where it was found, or null where there is none.</summary>
    public FoundSecret? Find(ParseResult arguments)
    {
        var (secret, source) =
            arguments.GetValue(Secret) is { } typed ? (typed, Secret.Name)
            : ReadFile(arguments.GetValue(SecretFile)) is { } kept ? (kept, SecretFile.Name)
            : host.Environment(Variable) is { Length: > 0 } set ? (set, Variable)
            : (local.ReadSecret(arguments), local.SecretFile(arguments));
        return string.IsNullOrEmpty(secret) ? null : new(Encoding.UTF8.GetBytes(secret), source);
    }

    private static string? ReadFile(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot read the secret: {exception.Message}", ExitCodes.Usage);
        }
    }
}
