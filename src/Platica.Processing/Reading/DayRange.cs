using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>Which part of a table that is partitioned by day is asked for.</summary>
/// <param name="Day">Only this day, or null for all.</param>
/// <param name="Since">Only from this time on, or null.</param>
/// <param name="Before">Only what is older, or null.</param>
internal sealed record DayRange(string? Day = null, DateTimeOffset? Since = null, DateTimeOffset? Before = null)
{
    /// <summary>Row keys are a time and a bar; this comes after the bar.</summary>
    private const string PastTheBar = "}";

    /// <summary>Whether a day, and all days before it, is too old.</summary>
    public bool IsOver(string day) => Since is { } since && string.CompareOrdinal(day, Days.Of(since)) < 0;

    /// <summary>A query of a day's partition, narrowed to the range; row keys count time backwards.</summary>
    public TableQuery Narrow(TableQuery query) => query with
    {
        After = Before is not { } before ? query.After : Later(query.After, TableKey.Descending(before) + PastTheBar),
        Before = Since is not { } since ? query.Before : TableKey.Descending(since) + PastTheBar,
    };

    private static string Later(string? left, string right) => string.CompareOrdinal(left, right) > 0 ? left! : right;
}
