using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>
/// Reads pages of a range of a partition. A page costs what it holds, not what the table holds: after a fixed number of rows that a filter
/// let fall it ends early, with a continuation.
/// </summary>
internal sealed class RangeReader(ITableStore store)
{
    /// <summary>How many rows one page looks at, at most (and one query's rows more).</summary>
    public const int MostExamined = 1000;

    private const int ReadsAtOnce = 16;

    /// <summary>A page of a range.</summary>
    /// <param name="range">The range; its <see cref="TableQuery.Take"/> is how many rows the page holds at most.</param>
    /// <param name="resolve">The row to show for a row of the range, or null to leave it out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Page> ReadAsync(TableQuery range, Func<TableRow, Task<TableRow?>> resolve, CancellationToken cancellationToken)
    {
        var found = new List<TableRow>();
        var after = range.After;
        for (var examined = 0; ;)
        {
            var query = range with { After = after, Take = Math.Min(TableLimits.PageRows, Math.Max(range.Take - found.Count, ReadsAtOnce) + 1) };
            var rows = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var chunk in rows.Chunk(ReadsAtOnce))
            {
                if (found.Count == range.Take)
                {
                    return new(found, after);
                }

                var shown = await Task.WhenAll(chunk.Select(resolve)).ConfigureAwait(false);
                foreach (var (row, show) in chunk.Zip(shown))
                {
                    if (found.Count == range.Take)
                    {
                        return new(found, after);
                    }

                    after = row.RowKey;
                    if (show is not null)
                    {
                        found.Add(show);
                    }
                }
            }

            examined += rows.Count;
            if (rows.Count < query.Take)
            {
                return new(found, null);
            }

            if (examined >= MostExamined)
            {
                return new(found, after);
            }
        }
    }
}
