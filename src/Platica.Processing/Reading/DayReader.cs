using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>Reads tables that are partitioned by day, the newest first, going only to days that have rows.</summary>
internal sealed class DayReader(ITableStore store)
{
    /// <summary>Row keys begin with digits; this comes after all of them.</summary>
    private const string PastTheDay = "~";

    private const int DaysAtOnce = 100;
    private const int DaysPerPage = 31;

    private readonly RangeReader _ranges = new(store);

    /// <summary>A page of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="directory">The partition of Directory that lists its days.</param>
    /// <param name="partitionOf">The partition of a day.</param>
    /// <param name="filter">Which rows to show.</param>
    /// <param name="part">The days and times asked for.</param>
    /// <param name="limit">How many rows the page holds at most.</param>
    /// <param name="continuation">Where the page before ended, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Page> ListAsync(
        string table,
        string directory,
        Func<string, string> partitionOf,
        RowFilter filter,
        DayRange part,
        int limit,
        string? continuation,
        CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        var (startDay, after) = Split(continuation);
        var done = new List<string>();
        await foreach (var day in DaysAsync(directory, part, startDay, cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count == limit)
            {
                return new(rows, $"{done[^1]}{TableKey.Separator}{rows[^1].RowKey}");
            }

            if (done.Count == DaysPerPage)
            {
                return new(rows, $"{done[^1]}{TableKey.Separator}{PastTheDay}");
            }

            var range = part.Narrow(new(table, partitionOf(day), limit - rows.Count, day == startDay ? after : null));
            var page = await _ranges.ReadAsync(range, filter.Pass, cancellationToken).ConfigureAwait(false);
            rows.AddRange(page.Rows);
            if (page.After is not null)
            {
                return new(rows, $"{day}{TableKey.Separator}{page.After}");
            }

            done.Add(day);
        }

        return new(rows, null);
    }

    private async IAsyncEnumerable<string> DaysAsync(
        string directory, DayRange part, string? start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (part.Day is { } only)
        {
            yield return only;
            yield break;
        }

        // Row keys count time backwards: one tick later comes just before.
        var after = Days.Parse(start) is { } from ? TableKey.Descending(from.AddTicks(1))
            : part.Before is { } before ? TableKey.Descending(before)
            : null;
        IReadOnlyList<TableRow> days;
        do
        {
            days = await store.QueryAsync(new(TableNames.Directory, directory, DaysAtOnce, after), cancellationToken).ConfigureAwait(false);
            foreach (var row in days)
            {
                after = row.RowKey;
                var day = row.GetText(DirectoryRows.Name)!;
                if (part.IsOver(day))
                {
                    yield break;
                }

                yield return day;
            }
        }
        while (days.Count == DaysAtOnce);
    }

    private static (string? Day, string? After) Split(string? continuation)
    {
        if (continuation is null)
        {
            return default;
        }

        var bar = continuation.IndexOf(TableKey.Separator, StringComparison.Ordinal);
        return bar > 0 && Days.Parse(continuation[..bar]) is not null
            ? (continuation[..bar], continuation[(bar + 1)..])
            : throw new ReadProblemException(400, "Parameter not usable", "The parameter 'continuation' belongs to another list.");
    }
}
