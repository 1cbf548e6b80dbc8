using System.Text.Json;
using Microsoft.Extensions.Logging;
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
public sealed partial class DeliveryProcessor(
    ProviderCatalog providers,
    ITableStore store,
    ProcessingOptions options,
    TimeProvider clock,
    ILogger<DeliveryProcessor> logger,
    IEventDispatcher? handlers = null)
{
    /// <summary>Stores a batch, runs handlers for what was stored, and tells for each delivery, in the same order, how to settle it.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled: none is to be settled.</exception>
    public Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken) =>
        SettleAsync(batch, handlers, cancellationToken);

    /// <summary>Stores a batch of deliveries that were processed before, as when tables are rebuilt: no handler runs again.</summary>
    /// <inheritdoc cref="ProcessAsync"/>
    public Task<IReadOnlyList<Settlement>> RebuildAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken) =>
        SettleAsync(batch, null, cancellationToken);

    /// <summary>A fault in one delivery must not stop the others of its batch: each is then tried alone.</summary>
    private async Task<IReadOnlyList<Settlement>> SettleAsync(
        IReadOnlyList<Delivery> batch, IEventDispatcher? dispatcher, CancellationToken cancellationToken)
    {
        try
        {
            var plans = await StoreAsync(batch, cancellationToken).ConfigureAwait(false);
            if (dispatcher is not null)
            {
                await HandAsync(plans, dispatcher, cancellationToken).ConfigureAwait(false);
            }

            return [.. plans.Select(plan => plan.Settlement)];
        }
        catch (Exception) when (batch.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            var settlements = new List<Settlement>(batch.Count);
            foreach (var delivery in batch)
            {
                settlements.AddRange(await SettleAsync([delivery], dispatcher, cancellationToken).ConfigureAwait(false));
            }

            return settlements;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, batch[0].Provider, batch[0].ReceivedAt, batch[0].BodyReference, problem.GetType().Name);
            return [Settlement.DeadLetter(DeadLetterReasons.Undecodable, $"Storing failed with {problem.GetType().Name}.")];
        }
    }

    private async Task<List<DeliveryPlan>> StoreAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken)
    {
        using var span = PipelineTracing.StartStoreBatch(batch.Count);
        var plans = batch.Select(Plan).ToList();
        var patient = new PatientTableStore(span is null ? store : new TracedTableStore(store), new Patience(clock, options.StoreBudget));
        await new StateWriter(patient).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        await new InsertWriter(patient).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        return plans;
    }

    private static async Task HandAsync(List<DeliveryPlan> plans, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var stored = plans.FindAll(plan => plan is { IsOpen: true, Event: not null });
        var failures = await dispatcher.DispatchAsync([.. stored.Select(plan => plan.Event!)], cancellationToken).ConfigureAwait(false);
        foreach (var (plan, failure) in stored.Zip(failures))
        {
            if (failure is not null)
            {
                plan.End(Settlement.DeadLetter(DeadLetterReasons.HandlerFailed, failure));
            }
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
            Log.Undecodable(logger, envelope?.EventName, envelope?.EventId, exception.GetType().Name);
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
