using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Deliveries;

/// <summary>
/// Brings deliveries to the tables: translate, merge, write. State first, then the insert-only rows, so that whoever finds a row finds
/// the state it points to. Every step is idempotent; a crash anywhere is mended by delivering again.
/// </summary>
public sealed partial class DeliveryProcessor(
    ProviderCatalog providers, ITableStore store, ProcessingOptions options, TimeProvider clock, ILogger<DeliveryProcessor> logger)
{
    /// <summary>Processes a batch and tells for each delivery, in the same order, how to settle it.</summary>
    public async Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken)
    {
        var plans = batch.Select(Plan).ToList();
        var patient = new PatientTableStore(store, clock, options.StoreBudget);
        await new StateWriter(patient).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        await new InsertWriter(patient).WriteAsync(plans, cancellationToken).ConfigureAwait(false);
        return [.. plans.Select(plan => plan.Settlement)];
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
    }
}
