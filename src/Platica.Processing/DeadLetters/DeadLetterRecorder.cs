using System.Security.Cryptography;
using System.Text;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Operations;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// Keeps deliveries that could not be processed, raw and with the reason, in the table DeadLetters: partition = day of arrival,
/// row = arrival (newest first), id and a short hash of the body.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="changes">The same tables, for rows that an operator may have changed since.</param>
/// <param name="providers">Who reads envelopes.</param>
/// <param name="metrics">What counts them.</param>
/// <param name="clock">The time.</param>
/// <param name="erasures">Keeps erased persons from coming back; null where nobody can be erased.</param>
public sealed class DeadLetterRecorder(
    ITableStore store,
    OperationTables changes,
    ProviderCatalog providers,
    PipelineMetrics metrics,
    TimeProvider clock,
    ErasureGate? erasures = null)
{
    private const int MostTries = 10;

    /// <summary>
    /// Writes a dead letter. One that is there already failed again: it tells the latest reason, counts the attempts together, and is not
    /// replayed any more. Telling the same failure twice changes nothing, but counts: a write whose answer was lost may be behind it, and a
    /// dead letter that counts twice alerts as well as one, where one that does not count alerts nobody.
    /// </summary>
    /// <param name="delivery">What could not be processed.</param>
    /// <param name="reason">One of <see cref="DeadLetterReasons"/>, or the queue's own reason.</param>
    /// <param name="description">What went wrong, without any value of the body.</param>
    /// <param name="attempts">How often it was tried, since the queue took it.</param>
    /// <param name="enqueuedAt">When the queue took it; another time is another failure.</param>
    /// <param name="replay">Which replay of it failed, 0 for none: the next one has another number, also where this one was never marked.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is kept: the delivery, or what is left of it without erased persons, for <see cref="CleanAsync"/>; null when nothing is.</returns>
    public async Task<Delivery?> RecordAsync(
        Delivery delivery,
        string reason,
        string description,
        int attempts,
        DateTimeOffset enqueuedAt,
        int replay,
        CancellationToken cancellationToken)
    {
        if (await FilterAsync(delivery, cancellationToken).ConfigureAwait(false) is not { } kept)
        {
            return null;
        }

        var row = Row(kept, reason, description, attempts, enqueuedAt, clock.GetUtcNow(), replay);
        if (!await TryInsertAsync(row, cancellationToken).ConfigureAwait(false))
        {
            await AddAsync(row, cancellationToken).ConfigureAwait(false);
        }

        await ListAsync(kept, cancellationToken).ConfigureAwait(false);
        metrics.DeadLettered(reason);
        return kept;
    }

    /// <summary>Writes a dead letter of the past where tables are rebuilt, as if it had failed when it arrived; one that is there stays as it is.</summary>
    /// <inheritdoc cref="RecordAsync"/>
    public async Task<Delivery?> RestoreAsync(Delivery delivery, string reason, string description, int attempts, CancellationToken cancellationToken)
    {
        var kept = await FilterAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (kept is not null)
        {
            var row = Row(kept, reason, description, attempts, kept.ReceivedAt, kept.ReceivedAt);
            await TryInsertAsync(row, cancellationToken).ConfigureAwait(false);
            await ListAsync(kept, cancellationToken).ConfigureAwait(false);
        }

        return kept;
    }

    /// <summary>Removes the body of a delivery in whose place another is kept, once nothing names it any more; again is as good.</summary>
    /// <param name="delivery">What could not be processed.</param>
    /// <param name="kept">What is kept of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task CleanAsync(Delivery delivery, Delivery? kept, CancellationToken cancellationToken)
    {
        if (kept is not null && kept.BodyReference != delivery.BodyReference && TranslatedDelivery.TryRead(delivery, providers) is { } translated)
        {
            await erasures!.CleanAsync(translated, store, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Delivery?> FilterAsync(Delivery delivery, CancellationToken cancellationToken) =>
        erasures is not null && TranslatedDelivery.TryRead(delivery, providers) is { } translated
            ? await erasures.FilterAsync(translated, store, cancellationToken).ConfigureAwait(false)
            : delivery;

    private async Task<bool> TryInsertAsync(TableRow row, CancellationToken cancellationToken) =>
        await store.InsertAsync(TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written;

    /// <summary>After the row: whoever takes an empty day off the list, and looks at it once more, finds the row, or the day is listed again here.</summary>
    private async Task ListAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var day = DirectoryRows.DeadLetterDay(delivery.ReceivedAt);
        await store.InsertAsync(day.Table, day.Row, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(TableRow row, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await store.GetAsync(TableNames.DeadLetters, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            var isWritten = stored is null
                ? await TryInsertAsync(row, cancellationToken).ConfigureAwait(false)
                : IsSameFailure(stored, row) || await TryReplaceAsync(FailedAgain(stored, row), stored.ETag!, cancellationToken).ConfigureAwait(false);
            if (isWritten)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Others changed the dead letter {MostTries} times meanwhile.");
    }

    private async Task<bool> TryReplaceAsync(TableRow row, string etag, CancellationToken cancellationToken) =>
        await changes.Store.ReplaceAsync(TableNames.DeadLetters, row, etag, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written;

    private static bool IsSameFailure(TableRow stored, TableRow row) =>
        stored.GetTime(DeadLetterColumns.EnqueuedAt) == row.GetTime(DeadLetterColumns.EnqueuedAt);

    private static TableRow FailedAgain(TableRow stored, TableRow row)
    {
        var columns = new Dictionary<string, object>(stored.Columns);
        foreach (var column in new[] { DeadLetterColumns.Reason, DeadLetterColumns.Description, DeadLetterColumns.LastSeenAt, DeadLetterColumns.EnqueuedAt })
        {
            columns[column] = row.Columns[column];
        }

        columns[DeadLetterColumns.Attempts] = stored.GetCount(DeadLetterColumns.Attempts) + row.GetCount(DeadLetterColumns.Attempts);
        if (row.GetCount(DeadLetterColumns.Replays) > stored.GetCount(DeadLetterColumns.Replays))
        {
            columns[DeadLetterColumns.Replays] = row.Columns[DeadLetterColumns.Replays];
        }

        columns.Remove(DeadLetterColumns.ReplayedAt);
        return stored with { Columns = columns };
    }

    private TableRow Row(
        Delivery delivery, string reason, string description, int attempts, DateTimeOffset enqueuedAt, DateTimeOffset seenAt, int replay = 0)
    {
        var columns = new RowColumns
        {
            [DeadLetterColumns.Reason] = reason,
            [DeadLetterColumns.Description] = description,
            [DeadLetterColumns.Attempts] = attempts,
            [DeadLetterColumns.FirstSeenAt] = seenAt,
            [DeadLetterColumns.LastSeenAt] = seenAt,
            [DeadLetterColumns.EnqueuedAt] = enqueuedAt,
        };
        if (replay > 0)
        {
            columns[DeadLetterColumns.Replays] = replay;
        }

        var id = ContentHash(delivery);
        if (EnvelopeOf(delivery) is { } envelope)
        {
            id = envelope.EventId;
            columns[EventColumns.Event] = ValueLimits.CutName(envelope.EventName);
            columns[EntityRow.Workspace] = ValueLimits.CutName(WorkspaceKey.Of(delivery, envelope));
        }

        columns[EntityRow.Id] = ValueLimits.CutName(id);
        BodyColumns.Set(columns, delivery);
        return new TableRow(Days.Of(delivery.ReceivedAt), BodyColumns.RowKey(delivery.ReceivedAt, id, delivery), columns);
    }

    /// <summary>Where the body is gone, what it was called tells it from others.</summary>
    private static string ContentHash(Delivery delivery) => Convert.ToHexStringLower(SHA256.HashData(
        delivery is { Body.IsEmpty: true, BodyReference: { } reference } ? Encoding.UTF8.GetBytes(reference) : delivery.Body.Span));

    private Envelope? EnvelopeOf(Delivery delivery)
    {
        try
        {
            return providers.TryGet(delivery.Provider, out var provider) && provider.TryReadEnvelope(delivery, out var envelope, out _) ? envelope : null;
        }
        catch (Exception)
        {
            // It may be here because reading it fails; it is kept all the same.
            return null;
        }
    }
}
