namespace Platica.Cli.Input;

/// <summary>A webhook's URL as it is pasted into a provider, taken apart.</summary>
/// <remarks>A class, not a record: its text must never show the secret.</remarks>
/// <param name="address">The URL without the secret.</param>
/// <param name="pathSecret">The secret at its end, which some providers' URLs have.</param>
internal sealed class WebhookAddress(Uri address, string? pathSecret = null)
{
    private const string Routes = "/api/webhooks";

    /// <summary>The URL without the secret.</summary>
    public Uri Address => address;

    /// <summary>The secret at the URL's end, percent-decoded; null where there is none.</summary>
    public string? PathSecret => pathSecret;

    /// <summary>Whether the URL ends in the provider's own route; behind a proxy it may be any other.</summary>
    public bool EndsInRoute(string provider) => address.AbsolutePath.EndsWith(RouteOf(provider), StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a provider's webhook on a receiver.</summary>
    public static string RouteOf(string provider) => $"{Routes}/{provider}";

    /// <summary>Reads a URL: where it names no provider yet it gets the provider's route, and what comes after that route is the secret.</summary>
    public static WebhookAddress Of(Uri url, string provider)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var route = RouteOf(provider);
        if (path.Length == 0 || path.Equals(Routes, StringComparison.OrdinalIgnoreCase))
        {
            return new(WithPath(url, route));
        }

        var start = path.LastIndexOf($"{route}/", StringComparison.OrdinalIgnoreCase);
        return start < 0
            ? new(url)
            : new(WithPath(url, path[..(start + route.Length)]), Uri.UnescapeDataString(path[(start + route.Length + 1)..]));
    }

    private static Uri WithPath(Uri url, string path) => new UriBuilder(url) { Path = path }.Uri;
}
