using Platica.Cli.Input;

namespace Platica.Cli.Checking;

/// <summary>Where a receiver takes a provider's deliveries and tells its health.</summary>
/// <param name="Webhook">The webhook's URL, as it is pasted into the provider.</param>
/// <param name="Health">Its health route.</param>
internal sealed record ReceiverAddress(WebhookAddress Webhook, Uri Health)
{
    private const string HealthRoute = "/api/health";

    /// <summary>Reads the webhook's URL, the site's root or anything between; https where no scheme is given, http on this machine.</summary>
    /// <exception cref="CliException">It is no address.</exception>
    public static ReceiverAddress Parse(string text, string provider)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = Uri.TryCreate($"http://{text}", UriKind.Absolute, out var plain) && plain.IsLoopback ? $"http://{text}" : $"https://{text}";
        }

        return Of(Addresses.Parse(text, "check"), provider);
    }

    /// <summary>The receiver that an address of it belongs to.</summary>
    public static ReceiverAddress Of(Uri address, string provider)
    {
        var given = WebhookAddress.Of(address, provider);
        var webhookRoute = WebhookAddress.RouteOf(provider);
        var path = given.Address.AbsolutePath.TrimEnd('/');

        // The longest first: each is taken off where the address ends in it.
        string[] routes = [webhookRoute, "/api/webhooks", HealthRoute, "/api"];
        var route = Array.Find(routes, route => path.EndsWith(route, StringComparison.OrdinalIgnoreCase)) ?? "";
        var site = $"{address.Scheme}://{address.Authority}{path[..^route.Length]}";
        return new(new(new($"{site}{webhookRoute}{address.Query}"), given.PathSecret), new($"{site}{HealthRoute}"));
    }
}
