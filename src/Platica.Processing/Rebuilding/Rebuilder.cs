using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Rebuilding;

/// <summary>Processes archived events again. One that cannot be brought back is named, and does not keep the others from it.</summary>
/// <param name="bodies">The bodies that are not in the rows.</param>
/// <param name="processor">Writes to the tables to fill.</param>
/// <param name="copyTo">The tables to fill, where they are others than those that are read; else null.</param>
internal sealed class Rebuilder(IBodyStore bodies, DeliveryProcessor processor, ITableStore? copyTo)
{
    private const int BodiesAtOnce = 8;

    /// <summary>Brings the events of some rows back.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the bodies do not answer; what was done may be done again.</exception>
    public async Task RebuildAsync(IReadOnlyList<TableRow> rows, RebuildCounts counts, CancellationToken cancellationToken)
    {
        var read = new (Delivery? Delivery, bool IsDamaged)[rows.Count];
        await Bounded.ForEachAsync(
            Enumerable.Range(0, rows.Count),
            BodiesAtOnce,
            async index => read[index] = await TryReadAsync(rows[index], cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        var readable = rows.Zip(read, (row, result) => (Row: row, result.Delivery)).Where(pair => pair.Delivery is not null).ToList();
        var kept = new List<TableRow>();
        foreach (var (row, (_, isDamaged)) in rows.Zip(read).Where(pair => pair.Second.Delivery is null))
        {
            counts.AddUnreadable(row, isDamaged);
            kept.Add(row);
        }

        var settlements = await processor.RebuildAsync([.. readable.Select(pair => pair.Delivery!)], cancellationToken).ConfigureAwait(false);
        foreach (var ((row, _), settlement) in readable.Zip(settlements))
        {
            switch (settlement.Kind)
            {
                case SettlementKind.Abandon:
                    throw new StoreUnavailableException(settlement.Description!);
                case SettlementKind.DeadLetter:
                    counts.AddRefused(row, settlement.Reason!);
                    kept.Add(row);
                    break;
                default:
                    counts.AddRebuilt();
                    break;
            }
        }

        await KeepAsync(kept, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Delivery? Delivery, bool IsDamaged)> TryReadAsync(TableRow row, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false);
            return delivery is null || BodyColumns.IsBodyOf(row, delivery.Body) ? (delivery, false) : (null, true);
        }
        catch (Exception problem) when (problem is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever is wrong with one row must not keep the others from being brought back.
            return (null, true);
        }
    }

    /// <summary>That it happened is in the archive of the fresh tables too, where what it told cannot be.</summary>
    private async Task KeepAsync(IEnumerable<TableRow> rows, CancellationToken cancellationToken)
    {
        if (copyTo is null)
        {
            return;
        }

        foreach (var row in rows)
        {
            if (row.GetText(EntityRow.Workspace) is { } workspace && row.GetTime(EventColumns.Timestamp) is { } timestamp)
            {
                await InsertAsync(DirectoryRows.Workspace(workspace)).ConfigureAwait(false);
                await InsertAsync(DirectoryRows.EventDay(workspace, timestamp)).ConfigureAwait(false);
            }

            await InsertAsync(new(TableNames.Events, row)).ConfigureAwait(false);
        }

        Task InsertAsync(RowInsert insert) => copyTo.InsertAsync(insert.Table, insert.Row, cancellationToken);
    }
}
