using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Health;
using Platica.Processing.Operations;

namespace Platica.Processing.Queue;

/// <summary>Registers the queue of a home with a broker.</summary>
public static class DurableQueueServices
{
    /// <summary>A broker and a table service charge for each look.</summary>
    private static readonly TimeSpan HealthLooksEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Adds the queue with its fallback, the archive of large bodies, and what processes messages and dead letters. The host adds its
    /// <see cref="IMessageSender"/> and its <see cref="IBlobStore"/>.
    /// </summary>
    public static IServiceCollection AddDurableQueue(this IServiceCollection services)
    {
        services.TryAddSingleton(new DurableQueueOptions());
        return services
            .AddSingleton(new HealthOptions { LooksEvery = HealthLooksEvery })
            .AddSingleton<DeliveryMessages>()
            .AddSingleton<DurableQueue>()
            .AddSingleton<IEventQueue>(provider => provider.GetRequiredService<DurableQueue>())
            .AddSingleton<IBodyStore>(provider => provider.GetRequiredService<IBlobStore>())
            .AddSingleton<IArchiveEraser, BlobArchiveEraser>()
            .AddSingleton<IArchiveKeeper, BlobArchiveKeeper>()
            .AddSingleton<IKeptDeliveries, FallbackDeliveries>()
            .AddSingleton<IMaintenanceTask, DoneDeliveries>()
            .AddSingleton<FallbackDrain>()
            .AddSingleton<MessageProcessor>()
            .AddSingleton<DeadLetterProcessor>()
            .AddSingleton<IReplayQueue, BrokerReplayQueue>();
    }
}
