using Platica.Cli.Input;

namespace Platica.Cli.Checking;

/// <summary>Where a receiver takes deliveries and tells its health.</summary>
/// <param name="Webhook">The webhook's URL, as it is pasted into Platica.</param>
/// <param name="Health">Its health route.</param>
internal sealed record ReceiverAddress(Uri Webhook, Uri Health)
{
    private const string WebhookRoute = "/api/webhooks/platica";
    private const string HealthRoute = "/api/health";

    // The longest first: each is taken off where the address ends in it.
    private static readonly string[] Routes = [WebhookRoute, "/api/webhooks", HealthRoute, "/api"];

    /// <summary>Reads the webhook's URL, the site's root or anything between; https where no scheme is given, http on this machine.</summary>
    /// <exception cref="CliException">It is no address.</exception>
    public static ReceiverAddress Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = Uri.TryCreate($"http://{text}", UriKind.Absolute, out var plain) && plain.IsLoopback ? $"http://{text}" : $"https://{text}";
        }

        return Of(Addresses.Parse(text, "check"));
    }

    /// <summary>The receiver that an address of it belongs to.</summary>
    public static ReceiverAddress Of(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        var route = Array.Find(Routes, route => path.EndsWith(route, StringComparison.OrdinalIgnoreCase)) ?? "";
        var site = $"{address.Scheme}://{address.Authority}{path[..^route.Length]}";
        return new(new($"{site}{WebhookRoute}{address.Query}"), new($"{site}{HealthRoute}"));
    }
}
