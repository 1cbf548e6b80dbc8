using System.Globalization;

namespace Platica.Processing.Tables;

/// <summary>Days in UTC as parts of keys: <c>2026-11-20</c>.</summary>
internal static class Days
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The day of a time.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The start of a day, or null when the text is none.</summary>
    public static DateTimeOffset? Parse(string? day) =>
        DateTimeOffset.TryParseExact(day, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
