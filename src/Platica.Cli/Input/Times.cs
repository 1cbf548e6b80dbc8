using System.Globalization;

namespace Platica.Cli.Input;

/// <summary>Points in time as people type them and as the read API takes them.</summary>
internal static class Times
{
    /// <summary>Reads ISO-8601; a day is its beginning, and without an offset it is UTC.</summary>
    /// <exception cref="CliException">It is no time.</exception>
    public static DateTimeOffset? Parse(string? text, string option) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime()
        : throw new CliException($"{option} takes a time such as 2026-11-20 or 2026-11-20T09:00:00Z, not {text}.", ExitCodes.Usage);

    /// <summary>ISO-8601 in UTC, to the last digit; null stays null.</summary>
    public static string? Format(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
