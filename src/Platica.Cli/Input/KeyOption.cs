using System.CommandLine;

namespace Platica.Cli.Input;

/// <summary><c>--key</c>, else the variable <c>PLATICA_KEY</c>: the function key that the read API of a deployment asks for.</summary>
internal sealed class KeyOption(CliHost host)
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "PLATICA_KEY";

    /// <summary><c>--key</c>.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        Description = $"The deployment's function key. On a shared machine others see command lines: better in the variable {Variable}.",
        HelpName = "text",
        Recursive = true,
    };

    /// <summary>The key to send to a site, or null where none is given.</summary>
    /// <exception cref="CliException">It can be no key, or everybody on the way there could read it.</exception>
    public FunctionKey? FindFor(Uri site, ParseResult arguments)
    {
        var (text, source) = arguments.GetValue(Key) is { } typed ? (typed, Key.Name) : (host.Environment(Variable) ?? "", Variable);
        var key = text.Trim();
        return (key.Length, source) switch
        {
            (0, Variable) => null,
            (0, _) => throw new CliException($"{source} is empty.", ExitCodes.Usage),
            _ when !key.All(character => character is > ' ' and <= '~') => throw new CliException(
                $"What {source} holds is no function key: those are one line of letters, digits and signs, without blanks.", ExitCodes.Usage),
            _ when site.Scheme != Uri.UriSchemeHttps && !site.IsLoopback => throw new CliException(
                $"{source} is not sent to {site.GetLeftPart(UriPartial.Authority)}: over http everybody on the way could read it. Use https.", ExitCodes.Usage),
            _ => new(key, source),
        };
    }
}
