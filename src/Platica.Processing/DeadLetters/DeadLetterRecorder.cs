using System.Security.Cryptography;
using System.Text;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// Keeps deliveries that could not be processed, raw and with the reason, in the table DeadLetters: partition = day of arrival,
/// row = arrival (newest first), id and a short hash of the body.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="providers">Who reads deliveries.</param>
/// <param name="metrics">Counts dead letters.</param>
/// <param name="erasures">Keeps erased persons from coming back; null where nobody can be erased.</param>
public sealed class DeadLetterRecorder(ITableStore store, ProviderCatalog providers, PipelineMetrics metrics, ErasureGate? erasures = null)
{
    /// <summary>
    /// Writes a dead letter; writing it again is a no-op. Each time counts: a row that is there already may be of a write whose answer was
    /// lost, and a dead letter that counts twice alerts as well as one, where one that does not count alerts nobody.
    /// </summary>
    /// <param name="delivery">What could not be processed.</param>
    /// <param name="reason">One of <see cref="DeadLetterReasons"/>, or the queue's own reason.</param>
    /// <param name="description">What went wrong, without any value of the body.</param>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RecordAsync(Delivery delivery, string reason, string description, int attempts, CancellationToken cancellationToken)
    {
        if (erasures is not null && TranslatedDelivery.TryRead(delivery, providers) is { } translated
            && await erasures.TryDropAsync(translated, store, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var day = DirectoryRows.DeadLetterDay(delivery.ReceivedAt);
        await store.InsertAsync(day.Table, day.Row, cancellationToken).ConfigureAwait(false);
        await store.InsertAsync(TableNames.DeadLetters, Row(delivery, reason, description, attempts), cancellationToken).ConfigureAwait(false);
        metrics.DeadLettered(reason);
    }

    private TableRow Row(Delivery delivery, string reason, string description, int attempts)
    {
        var columns = new Dictionary<string, object>
        {
            [DeadLetterColumns.Reason] = reason,
            [DeadLetterColumns.Description] = description,
            [DeadLetterColumns.Attempts] = attempts,
        };
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
