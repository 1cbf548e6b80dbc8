namespace Platica.Cli.Input;

/// <summary>Addresses as people type them.</summary>
internal static class Addresses
{
    /// <summary>The webhook URL: the address as given, with Platica's route where it has no path.</summary>
    public static Uri Webhook(Uri address) => address.AbsolutePath == "/" ? new(address, "/api/webhooks/platica") : address;

    /// <summary>Reads an absolute http or https address.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static Uri Parse(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CliException($"{option} takes an address such as http://localhost:7071, not {text}.", ExitCodes.Usage);
}
