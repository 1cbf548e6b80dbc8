namespace Platica.Cli.Input;

/// <summary>Addresses as people type them.</summary>
internal static class Addresses
{
    /// <summary>Reads an absolute http or https address.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static Uri Parse(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CliException($"{option} takes an address such as http://localhost:7071, not {text}.", ExitCodes.Usage);

    /// <summary>Reads the site of an address: whichever of its pages is given, the webhook's URL too.</summary>
    /// <exception cref="CliException">It is none, or it holds more; what that is is not repeated, since it may be a key.</exception>
    public static Uri ParseSite(string text, string option, KeyKind key) =>
        text.AsSpan().ContainsAny('?', '#', '@')
            ? throw new CliException(
                $"{option} takes an address without ?, # and @: a key in it would end up in logs. It goes into the variable {key.Variable}.",
                ExitCodes.Usage)
            : new(Parse(text, option).GetLeftPart(UriPartial.Authority));
}
