using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Primitives;
using Platica.Processing;

namespace Platica.LocalHost.Web;

/// <summary>How the web servers treat whoever connects, before any of our code looks at a request.</summary>
internal static class ServerSettings
{
    /// <summary>More than any provider or tunnel opens, and few enough for a machine to hold.</summary>
    private const int MostConnections = 4096;

    private static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(10);

    private static readonly KeyValuePair<string, StringValues>[] Headers =
        [.. SecurityHeaders.All.Select(header => new KeyValuePair<string, StringValues>(header.Key, header.Value))];

    /// <summary>Sets the limits.</summary>
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = HeadTimeout;

        // The receiver has its own limits of size and time, and answers where Kestrel would hang up.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
    }

    /// <summary>A handler whose every answer has the security headers.</summary>
    public static RequestDelegate WithSecurityHeaders(RequestDelegate handler) => context =>
    {
        var answer = context.Response.Headers;
        foreach (var (name, value) in Headers)
        {
            answer[name] = value;
        }

        return handler(context);
    };
}
