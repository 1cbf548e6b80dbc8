using System.CommandLine;
using System.Text;

namespace Platica.Cli.Input;

/// <summary><c>--secret</c> and <c>--secret-file</c>; with neither, the secret that LocalHost made.</summary>
internal sealed class SecretOptions(LocalOptions local)
{
    /// <summary><c>--secret</c>.</summary>
    public Option<string?> Secret { get; } = new("--secret")
    {
        Description = "The signing secret. It stays in the shell's history: --secret-file is safer.",
        HelpName = "text",
    };

    /// <summary><c>--secret-file</c>.</summary>
    public Option<string?> SecretFile { get; } = new("--secret-file")
    {
        Description = "A file with the signing secret in one line. Default: the one LocalHost made.",
        HelpName = "path",
    };

    /// <summary>The secret's bytes, never empty.</summary>
    /// <exception cref="CliException">No secret is to be found.</exception>
    public byte[] Read(ParseResult arguments)
    {
        var secret = arguments.GetValue(Secret) ?? ReadFile(arguments.GetValue(SecretFile)) ?? local.ReadSecret(arguments);
        return string.IsNullOrEmpty(secret)
            ? throw new CliException(
                $"No signing secret yet: {local.SecretFile(arguments)} is missing or empty.\n"
                + $"Start LocalHost once to make one ({Invocation.StartLocalHost}), or give --secret-file or --secret.")
            : Encoding.UTF8.GetBytes(secret);
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
