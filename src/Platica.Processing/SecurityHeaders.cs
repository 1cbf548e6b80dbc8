namespace Platica.Processing;

/// <summary>
/// What every answer tells browsers: it is data, for nobody to keep, frame, run or guess the type of. Both homes send the same (OWASP's
/// REST Security Cheat Sheet); Strict-Transport-Security comes with HTTPS, so it is host.json's.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Names and values.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new("Cache-Control", "no-store"),
        new("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
    ];
}
