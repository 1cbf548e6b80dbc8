using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platica.Processing.Channels;
using Platica.Processing.Events;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;

namespace Platica.Processing.Deliveries;

/// <summary>
/// Brings deliveries to the tables: translate, merge, write, then the business's handlers. State first, then the insert-only rows, so that
/// whoever finds a row finds the state it points to. Every step of storing is idempotent; a crash anywhere is mended by delivering again.
/// </summary>
/// <param name="providers">Who reads deliveries.</param>
/// <param name="store">The tables.</param>
/// <param name="options">How long to be patient with them.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">The log.</param>
/// <param name="handlers">The business's handlers; null for none.</param>
/// <param name="erasures">Keeps erased persons from coming back; null where nobody can be erased.</param>
/// <param name="channels">Who is told of channels that stop working; null for nobody.</param>
public sealed partial class DeliveryProcessor(
    ProviderCatalog providers,
    ITableStore store,
    ProcessingOptions options,
    TimeProvider clock,
    ILogger<DeliveryProcessor> logger,
    IEventDispatcher? handlers = null,
    ErasureGate? erasures = null,
    IEnumerable<IChannelObserver>? channels = null)
{
    private readonly ChannelWatch _channels = new([.. channels ?? []]);

    /// <summary>Stores a batch, runs handlers for what was stored, and tells for each delivery, in the same order, how to settle it.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled: none is to be settled.</exception>
    public Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken) =>
        CollectAsync(batch, handlers, isRebuild: false, cancellationToken);

    /// <summary>Does the same, and tells how to settle each delivery as soon as that is known: whoever stops waiting keeps what is done.</summary>
    /// <param name="batch">The deliveries.</param>
    /// <param name="settled">Gets the delivery's place in the batch and its settlement; from several threads at once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled: what was not told of is not to be settled.</exception>
    public Task ProcessAsync(IReadOnlyList<Delivery> batch, Action<int, Settlement> settled, CancellationToken cancellationToken) =>
        SettleAsync(batch, handlers, isRebuild: false, settled, cancellationToken);

    /// <summary>Stores a batch of deliveries that were processed before, as when tables are rebuilt: no handler runs again.</summary>
    /// <inheritdoc cref="ProcessAsync"/>
    public Task<IReadOnlyList<Settlement>> RebuildAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken) =>
        CollectAsync(batch, null, isRebuild: true, cancellationToken);

    /// <summary>The same on other tables, and with another patience; without handlers.</summary>
    internal DeliveryProcessor Onto(ITableStore tables, TimeSpan storeBudget) =>
        new(providers, tables, options with { StoreBudget = storeBudget }, clock, logger, handlers: null, erasures);

    private async Task<IReadOnlyList<Settlement>> CollectAsync(
        IReadOnlyList<Delivery> batch, IEventDispatcher? dispatcher, bool isRebuild, CancellationToken cancellationToken)
    {
        var settlements = new Settlement[batch.Count];
        await SettleAsync(batch, dispatcher, isRebuild, (index, settlement) => settlements[index] = settlement, cancellationToken).ConfigureAwait(false);
        return settlements;
    }

    /// <summary>
    /// A fault in one delivery must not stop the others of its batch: each is then tried alone, in their order, so that every one that is
    /// done brings the batch nearer to its end, however many times it takes.
    /// </summary>
    private async Task SettleAsync(
        IReadOnlyList<Delivery> batch, IEventDispatcher? dispatcher, bool isRebuild, Action<int, Settlement> settled, CancellationToken cancellationToken)
    {
        try
        {
            var plans = await StoreAsync(batch, isRebuild, cancellationToken).ConfigureAwait(false);
            await HandAsync(plans, dispatcher, settled, cancellationToken).ConfigureAwait(false);
            await CleanAsync(plans, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (batch.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            foreach (var (index, delivery) in batch.Index())
            {
                await SettleAsync([delivery], dispatcher, isRebuild, (_, settlement) => settled(index, settlement), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, batch[0].Provider, batch[0].ReceivedAt, batch[0].BodyReference, problem.GetType().Name);
            settled(0, Settlement.DeadLetter(DeadLetterReasons.Undecodable, $"Storing failed with {problem.GetType().Name}."));
        }
    }

    private async Task<List<DeliveryPlan>> StoreAsync(IReadOnlyList<Delivery> batch, bool isRebuild, CancellationToken cancellationToken)
    {
        using var span = PipelineTracing.StartStoreBatch(batch.Count);
        var plans = batch.Select(Plan).ToList();
        var patience = new Patience(clock, options.StoreBudget);
        var patient = new PatientTableStore(span is null ? store : new TracedTableStore(store), patience);
        if (erasures is not null)
        {
            await erasures.PassAsync(plans, patient, patience, learns: !isRebuild, cancellationToken).ConfigureAwait(false);
        }

        await new StateWriter(patient, isRebuild ? ChannelWatch.Silent : _channels).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        await new InsertWriter(patient).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        return plans;
    }

    /// <summary>What is stored is done once its handlers ran; all else is done already.</summary>
    private static async Task HandAsync(
        List<DeliveryPlan> plans, IEventDispatcher? dispatcher, Action<int, Settlement> settled, CancellationToken cancellationToken)
    {
        var handed = plans.Index().ToLookup(item => dispatcher is not null && item.Item is { IsOpen: true, Event: not null });
        foreach (var (index, plan) in handed[false])
        {
            settled(index, plan.Settlement);
        }

        var stored = handed[true].ToList();
        if (stored.Count == 0)
        {
            return;
        }

        await dispatcher!.DispatchAsync(
            [.. stored.Select(item => item.Item.Event!)],
            (place, failure) =>
            {
                var (index, plan) = stored[place];
                if (failure is not null)
                {
                    plan.End(Settlement.DeadLetter(DeadLetterReasons.HandlerFailed, failure));
                }

                settled(index, plan.Settlement);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Bodies in whose place others are stored are deleted; whatever goes wrong with that, nothing is done again for it.</summary>
    private async Task CleanAsync(List<DeliveryPlan> plans, CancellationToken cancellationToken)
    {
        if (erasures is not null)
        {
            await erasures.CleanAsync(plans, store, new Patience(clock, options.StoreBudget), cancellationToken).ConfigureAwait(false);
        }
    }

    private DeliveryPlan Plan(Delivery delivery)
    {
        if (!providers.TryGet(delivery.Provider, out var provider))
        {
            return DeliveryPlan.Ended(Settlement.DeadLetter(DeadLetterReasons.UnknownProvider, $"This version knows no provider '{delivery.Provider}'."));
        }

        Envelope? envelope = null;
        try
        {
            return provider.TryReadEnvelope(delivery, out envelope, out var problem)
                ? new DeliveryPlan(delivery, envelope, provider.Translate(delivery, envelope))
                : DeliveryPlan.Ended(Settlement.DeadLetter(DeadLetterReasons.MalformedEnvelope, problem));
        }
        catch (JsonException)
        {
            return DeliveryPlan.Ended(Settlement.DeadLetter(DeadLetterReasons.MalformedEnvelope, "The body is not well-formed JSON in UTF-8."));
        }
        catch (Exception exception)
        {
            // Whatever goes wrong in translating one delivery must not stop the others, nor lose this one.
            Log.Undecodable(logger, envelope?.EventName, envelope?.LogId, exception.GetType().Name);
            return DeliveryPlan.Ended(Settlement.DeadLetter(DeadLetterReasons.Undecodable, $"Translating failed with {exception.GetType().Name}."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Translating {EventName} {EventId} failed with {ExceptionType}; it goes to the dead letters.")]
        public static partial void Undecodable(ILogger logger, string? eventName, string? eventId, string exceptionType);

        [LoggerMessage(
            2, LogLevel.Error, "Storing the delivery of {Provider} at {ReceivedAt:O} ({BodyReference}) failed with {ExceptionType}; it goes to the dead letters.")]
        public static partial void Failed(ILogger logger, string provider, DateTimeOffset receivedAt, string? bodyReference, string exceptionType);
    }
}
