using Platica.Processing.Archive;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Retention;

/// <summary>
/// Removes bodies that have their home outside the tables. A delivery that became a dead letter may have a row in Events and one in DeadLetters,
/// which name the same body: it goes with the last of them.
/// </summary>
internal sealed class ExpiredBodies(ITableStore store, IBodyStore bodies, ProviderCatalog providers, IArchiveEraser? archive)
{
    /// <summary>Removes the body of a row of Events, unless it is also that of a dead letter.</summary>
    public async Task RemoveOfEventAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (BodyColumns.ReferencesOf(row).Any() && row.GetTime(BodyColumns.ReceivedAt) is { } receivedAt)
        {
            // The key of a dead letter begins with the arrival and goes on as that of the event.
            var key = string.Concat(TableKey.Descending(receivedAt), row.RowKey.AsSpan(TableKey.Descending(receivedAt).Length));
            if (await store.GetAsync(TableNames.DeadLetters, Days.Of(receivedAt), key, cancellationToken).ConfigureAwait(false) is null)
            {
                await RemoveAsync(row, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Removes the body of a row of DeadLetters, unless it is also that of an event.</summary>
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
            if (archive is not null)
            {
                await archive.EraseAsync(reference, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
