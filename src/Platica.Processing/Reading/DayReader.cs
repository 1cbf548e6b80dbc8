using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>Reads tables that are partitioned by day, the newest first, going only to days that have rows.</summary>
internal sealed class DayReader(ITableStore store)
{
    private const int DaysAtOnce = 100;

    /// <summary>A page of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="directory">The partition of Directory that lists its days.</param>
    /// <param name="partitionOf">The partition of a day.</param>
    /// <param name="parameters">The page asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<EntityReader.Page> ListAsync(
        string table, string directory, Func<string, string> partitionOf, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var rows = new List<(string Day, TableRow Row)>();
        var (startDay, after) = Split(parameters.Continuation);
        await foreach (var day in DaysAsync(directory, parameters.Day, startDay, cancellationToken).ConfigureAwait(false))
        {
            var query = new TableQuery(table, partitionOf(day), parameters.Limit + 1 - rows.Count, day == startDay ? after : null);
            rows.AddRange((await store.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Select(row => (day, row)));
            if (rows.Count > parameters.Limit)
            {
                var last = rows[parameters.Limit - 1];
                return new([.. rows.Take(parameters.Limit).Select(row => row.Row)], ReadParameters.Continue($"{last.Day}|{last.Row.RowKey}"));
            }
        }

        return new([.. rows.Select(row => row.Row)], null);
    }

    private async IAsyncEnumerable<string> DaysAsync(
        string directory, string? only, string? start, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is not null)
        {
            yield return only;
            yield break;
        }

        string? after = null;
        IReadOnlyList<TableRow> days;
        do
        {
            days = await store.QueryAsync(new(TableNames.Directory, directory, DaysAtOnce, after), cancellationToken).ConfigureAwait(false);
            foreach (var row in days)
            {
                after = row.RowKey;
                var day = row.GetText(DirectoryRows.Name)!;
                if (start is null || string.CompareOrdinal(day, start) <= 0)
                {
                    yield return day;
                }
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

        var bar = continuation.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && Days.Parse(continuation[..bar]) is not null
            ? (continuation[..bar], continuation[(bar + 1)..])
            : throw new ReadProblemException(400, "Parameter not usable", "The parameter 'continuation' belongs to another list.");
    }
}
