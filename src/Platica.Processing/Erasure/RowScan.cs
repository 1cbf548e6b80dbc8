using System.Runtime.CompilerServices;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>Goes through whole partitions, page by page, from a place on that an earlier call has told. Rows may be deleted on the way.</summary>
/// <param name="store">The tables.</param>
/// <param name="pageRows">How many rows a page holds: few where they may be large.</param>
internal sealed class RowScan(ITableStore store, int pageRows = 100)
{
    /// <summary>Stands between the keys of a place; no key holds a control character.</summary>
    private const char Separator = '\n';

    /// <summary>The rows of a partition.</summary>
    public async IAsyncEnumerable<RowPage> ReadAsync(
        string table, string partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<TableRow> rows;
        do
        {
            rows = await store.QueryAsync(new(table, partition, pageRows, after), cancellationToken).ConfigureAwait(false);
            if (rows.Count > 0)
            {
                after = rows[^1].RowKey;
                yield return new(rows, after);
            }
        }
        while (rows.Count == pageRows);
    }

    /// <summary>The rows of the partitions that the rows of another partition name.</summary>
    /// <param name="table">The table of the partitions.</param>
    /// <param name="outer">The partition that names them, and its table.</param>
    /// <param name="partitionOf">The partition that a row names, or null to leave it out.</param>
    /// <param name="after">Where to go on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async IAsyncEnumerable<RowPage> ReadAsync(
        string table,
        (string Table, string Partition) outer,
        Func<TableRow, Task<string?>> partitionOf,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (outerAfter, innerAfter) = Split(after);
        if (innerAfter is not null
            && await store.GetAsync(outer.Table, outer.Partition, outerAfter!, cancellationToken).ConfigureAwait(false) is { } begun)
        {
            await foreach (var page in ReadAsync(table, begun, partitionOf, innerAfter, cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }
        }

        await foreach (var names in ReadAsync(outer.Table, outer.Partition, outerAfter, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in names.Rows)
            {
                await foreach (var page in ReadAsync(table, row, partitionOf, null, cancellationToken).ConfigureAwait(false))
                {
                    yield return page;
                }

                yield return new([], row.RowKey);
            }
        }
    }

    private async IAsyncEnumerable<RowPage> ReadAsync(
        string table, TableRow outer, Func<TableRow, Task<string?>> partitionOf, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await partitionOf(outer).ConfigureAwait(false) is not { } partition)
        {
            yield break;
        }

        await foreach (var page in ReadAsync(table, partition, after, cancellationToken).ConfigureAwait(false))
        {
            yield return page with { After = $"{outer.RowKey}{Separator}{page.After}" };
        }
    }

    private static (string? Outer, string? Inner) Split(string? after)
    {
        var separator = after?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        return separator < 0 ? (after, null) : (after![..separator], after[(separator + 1)..]);
    }
}

/// <summary>Some rows of a scan.</summary>
/// <param name="Rows">The rows; perhaps none.</param>
/// <param name="After">Where to go on behind them.</param>
internal sealed record RowPage(IReadOnlyList<TableRow> Rows, string After)
{
    /// <summary>Where to go on behind one of the rows.</summary>
    public string AfterRow(TableRow row) => string.Concat(After.AsSpan(0, After.Length - Rows[^1].RowKey.Length), row.RowKey);
}
