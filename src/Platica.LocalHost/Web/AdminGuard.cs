using System.Net;

namespace Platica.LocalHost.Web;

/// <summary>
/// Tells whether a request to the read API really comes from this machine. Through a tunnel every stranger comes from loopback, and a
/// web page can make a browser here call loopback under a name of its own (DNS rebinding): both give themselves away by their headers.
/// </summary>
internal static class AdminGuard
{
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Original-Host", "X-Original-For", "True-Client-IP", "CF-Connecting-IP", "CF-Ray", "Tailscale-User-Login"];

    /// <summary>Why the request is refused, or null when it is local.</summary>
    public static string? Refusal(HttpRequest request)
    {
        if (!IsLocal(request.Host.Host))
        {
            return "This address answers only under localhost, 127.0.0.1 or [::1]. Open it on the machine where LocalHost runs.";
        }

        var forwarded = request.Headers.Keys.FirstOrDefault(name =>
            name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || ProxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase));
        return forwarded is null ? null
            : $"The request came through a proxy or tunnel (header {forwarded}). Point the tunnel at the webhook address instead.";
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
