using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>Finds dead letters.</summary>
internal sealed class DeadLetterReader(ITableStore store)
{
    private readonly DayReader _days = new(store);

    /// <summary>A page of a selection, the latest arrival first.</summary>
    public Task<Page> ListAsync(DeadLetterSelection selection, int limit, string? continuation, CancellationToken cancellationToken) => _days.ListAsync(
        TableNames.DeadLetters, DirectoryRows.DeadLetterDays, day => day, selection.Filter, selection.Range, limit, continuation, cancellationToken);

    /// <summary>The one with an id, or null.</summary>
    public async Task<TableRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!DeadLetterId.TryParse(id, out var wanted))
        {
            return null;
        }

        var rows = await store.QueryAsync(wanted.Rows, cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault(wanted.IsOf);
    }

    /// <summary>The continuation of a page that ends with a row.</summary>
    public static string After(TableRow row) => $"{row.PartitionKey}{TableKey.Separator}{row.RowKey}";
}
