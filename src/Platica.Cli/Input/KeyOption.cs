using System.CommandLine;

namespace Platica.Cli.Input;

/// <summary><c>--key</c>, else a variable: a key that a deployment asks for.</summary>
internal sealed class KeyOption(CliHost host, KeyKind kind)
{
    /// <summary><c>--key</c>.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        Description = $"The deployment's {kind.Name}. On a shared machine others see command lines: better in the variable {kind.Variable}.",
        HelpName = "text",
        Recursive = true,
    };

    /// <summary>The key to send to a site, or null where none is given.</summary>
    /// <exception cref="CliException">It can be no key, or everybody on the way there could read it.</exception>
    public FunctionKey? FindFor(Uri site, ParseResult arguments)
    {
        var (text, source) = arguments.GetValue(Key) is { } typed ? (typed, Key.Name) : (host.Environment(kind.Variable) ?? "", kind.Variable);
        var key = text.Trim();
        if (key.Length == 0)
        {
            return source == kind.Variable ? null : throw new CliException($"{source} is empty.", ExitCodes.Usage);
        }

        return !key.All(character => character is > ' ' and <= '~')
            ? throw new CliException(
                $"What {source} holds is no {kind.Name}: those are one line of letters, digits and signs, without blanks.", ExitCodes.Usage)
            : site.Scheme != Uri.UriSchemeHttps && !site.IsLoopback
            ? throw new CliException(
                $"{source} is not sent to {site.GetLeftPart(UriPartial.Authority)}: over http everybody on the way could read it. Use https.", ExitCodes.Usage)
            : new(key, source);
    }
}
