using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platica.Flows.Running;
using Platica.Flows.Sessions;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Health;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;
using Platica.Processing.Startup;
using Platica.Processing.Telemetry;

namespace Platica.Processing;

/// <summary>Registers the pipeline. The host adds its providers, queue, tables, bodies and Flows.</summary>
public static class ProcessingServices
{
    /// <summary>Adds the receiver, the processor, the running of event handlers, dead letters, the read API, operations, health, metrics and the warm-up.</summary>
    public static IServiceCollection AddProcessing(this IServiceCollection services, ReceiverOptions receiver, ProcessingOptions processing)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new EventHandlerOptions());
        services.TryAddSingleton(new HealthOptions());
        return services
            .AddSingleton(receiver)
            .AddSingleton(processing)
            .AddSingleton<ProviderCatalog>()
            .AddSingleton<PipelineMetrics>()
            .AddSingleton<IFlowObserver>(provider => provider.GetRequiredService<PipelineMetrics>())
            .AddSingleton<IFlowHistory, StoredFlowHistory>()
            .AddSingleton<ReceiverTelemetry>()
            .AddSingleton<WebhookReceiver>()
            .AddSingleton<IEventDispatcher, EventDispatcher>()
            .AddSingleton<DeliveryProcessor>()
            .AddSingleton<DeadLetterRecorder>()
            .AddSingleton<ReadApi>()
            .AddSingleton<OperationsApi>()
            .AddSingleton<HealthReporter>()
            .AddSingleton<WarmUp>();
    }
}
