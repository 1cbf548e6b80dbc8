using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platica.Flows.Running;
using Platica.Flows.Sessions;
using Platica.Processing.Channels;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Events;
using Platica.Processing.Health;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Rebuilding;
using Platica.Processing.Receiving;
using Platica.Processing.Retention;
using Platica.Processing.Startup;
using Platica.Processing.Tables;
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
        services.TryAddSingleton(provider => new TableSets(provider.GetRequiredService<ITableStore>()));
        services.TryAddSingleton(new ErasureOptions());
        services.TryAddSingleton(new RetentionOptions());
        services.TryAddSingleton(provider => new OperationTables(provider.GetRequiredService<ITableStore>()));
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
            .AddSingleton<Tombstones>()
            .AddSingleton<ErasureGate>()
            .AddSingleton<IChannelObserver, ChannelTelemetry>()
            .AddSingleton<DeliveryProcessor>()
            .AddSingleton<DeadLetterRecorder>()
            .AddSingleton<ReadApi>()
            .AddSingleton<OperationsApi>()
            .AddSingleton<IOperation, RebuildOperation>()
            .AddSingleton<PendingErasures>()
            .AddSingleton<ErasureSteps>()
            .AddSingleton<ErasureSweep>()
            .AddSingleton<IMaintenanceTask>(provider => provider.GetRequiredService<ErasureSweep>())
            .AddSingleton<RetentionSteps>()
            .AddSingleton<RetentionWalk>()
            .AddSingleton<IMaintenanceTask, RetentionTask>()
            .AddSingleton<IOperation, RetentionOperation>()
            .AddSingleton<Maintenance>()
            .AddSingleton<IOperation, EraseOperation>()
            .AddSingleton<IOperation, PersonOperation>()
            .AddSingleton<IOperation, ReplayDeadLetters>()
            .AddSingleton<IOperation, DropDeadLetters>()
            .AddSingleton<HealthReporter>()
            .AddSingleton<WarmUp>();
    }
}
