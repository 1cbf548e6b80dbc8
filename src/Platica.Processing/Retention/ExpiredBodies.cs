using Platica.Processing.Archive;
using Platica.Processing.Erasure;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Retention;

/// <summary>
/// Removes bodies that have their home outside the tables. A delivery that became a dead letter may have a row in Events and one in DeadLetters,
/// which name the same body, and one that came again on another day has the same bytes: a body goes with the last that names it.
/// </summary>
internal sealed class ExpiredBodies(ITableStore store, IBodyStore bodies, ProviderCatalog providers, IArchiveEraser? archive)
{
    private readonly RowScan _scan = new(store);

    /// <summary>Removes the body of a row of Events, unless it is also that of a dead letter.</summary>
    public Task RemoveOfEventAsync(TableRow row, CancellationToken cancellationToken) => RemoveAsync(row, cancellationToken);

    /// <summary>Removes the body of a row of DeadLetters, which may be gone already, unless it is also that of an event or of another dead letter.</summary>
    public async Task RemoveOfDeadLetterAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (BodyColumns.ReferencesOf(row).Any() && !await IsOfEventAsync(row, cancellationToken).ConfigureAwait(false))
        {
            await RemoveAsync(row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsOfEventAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false) is not { } delivery
            || EnvelopeOf(delivery) is not { } envelope)
        {
            return false;
        }

        var partition = EventColumns.Partition(WorkspaceKey.Of(delivery, envelope), envelope.Timestamp);
        var key = BodyColumns.RowKey(envelope.Timestamp, envelope.EventId, delivery);
        return await store.GetAsync(TableNames.Events, partition, key, cancellationToken).ConfigureAwait(false) is not null;
    }

    private Envelope? EnvelopeOf(Delivery delivery)
    {
        try
        {
            return providers.TryGet(delivery.Provider, out var provider) && provider.TryReadEnvelope(delivery, out var envelope, out _) ? envelope : null;
        }
        catch (Exception)
        {
            // It may be a dead letter because reading it fails; then it has no row in Events.
            return null;
        }
    }

    private async Task RemoveAsync(TableRow row, CancellationToken cancellationToken)
    {
        foreach (var reference in BodyColumns.ReferencesOf(row))
        {
            if (archive is not null && !await IsOfDeadLetterAsync(archive, reference, row, cancellationToken).ConfigureAwait(false))
            {
                await archive.EraseAsync(reference, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether another row, of a dead letter, names what would go with a body.</summary>
    private async Task<bool> IsOfDeadLetterAsync(IArchiveEraser eraser, string reference, TableRow row, CancellationToken cancellationToken)
    {
        var receivedAt = row.GetTime(BodyColumns.ReceivedAt)!.Value;
        for (var day = -BlobArchiveEraser.DaysBefore; day <= BlobArchiveEraser.DaysAfter; day++)
        {
            await foreach (var page in _scan.ReadAsync(TableNames.DeadLetters, Days.Of(receivedAt.AddDays(day)), null, cancellationToken).ConfigureAwait(false))
            {
                if (page.Rows.Any(other => !IsSame(other, row) && BodyColumns.ReferencesOf(other).Any(named => eraser.ErasesWith(reference, named))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsSame(TableRow left, TableRow right) => (left.PartitionKey, left.RowKey) == (right.PartitionKey, right.RowKey);
}
