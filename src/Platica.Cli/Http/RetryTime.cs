using System.Globalization;

namespace Platica.Cli.Http;

/// <summary>When a server that answered "not now" wants to be asked again.</summary>
internal static class RetryTime
{
    /// <summary>Seconds since 1970 have ten digits, milliseconds thirteen; what is less than both is a number of seconds.</summary>
    private const long FirstUnixTime = 1_000_000_000;

    private const long FirstUnixMilliseconds = 1_000_000_000_000;

    /// <summary><c>Retry-After</c>, else <c>X-RateLimit-Reset</c>, whose unit differs from server to server; null where neither is told.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => NotNegative(date - now),
        _ => Reset(response) is { } number && number >= 0 ? OfNumber(number, now) : null,
    };

    private static TimeSpan OfNumber(long number, DateTimeOffset now) => number switch
    {
        < FirstUnixTime => TimeSpan.FromSeconds(number),
        < FirstUnixMilliseconds => NotNegative(DateTimeOffset.FromUnixTimeSeconds(number) - now),
        _ => NotNegative(DateTimeOffset.UnixEpoch.AddMilliseconds(number) - now),
    };

    private static long? Reset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Reset", out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < FirstUnixMilliseconds * 100
            ? number
            : null;

    private static TimeSpan NotNegative(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
