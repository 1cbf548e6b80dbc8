using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>A home with a broker, put together as a host does it, on doubles of broker, blobs and tables and a clock that moves when work waits.</summary>
internal sealed class BrokerHome : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly ServiceProvider _services;

    public BrokerHome(
        Func<StoreCall, Task>? before = null,
        ProcessingOptions? options = null,
        IBlobStore? blobs = null,
        ILoggerFactory? log = null,
        Action<IServiceCollection>? configure = null)
    {
        Broker = new(Clock);
        Store = new(new InMemoryTableStore(), before);
        Reading = new(Store, bodies: Blobs);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IMessageSender>(Broker)
            .AddSingleton(blobs ?? Blobs)
            .AddSingleton<ITableStore>(Store)
            .AddSingleton<IWebhookProvider>(Pipeline.Provider)
            .AddSingleton(log ?? NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddProcessing(new(), options ?? new())
            .AddDurableQueue();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryBroker Broker { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    public ObservedTableStore Store { get; }

    /// <summary>Processes batches on a clock that does not move by itself.</summary>
    public MessageProcessor Processor => _services.GetRequiredService<MessageProcessor>();

    /// <summary>The read API over what was stored.</summary>
    public Pipeline Reading { get; }

    public async Task EnqueueAsync(params IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            await _services.GetRequiredService<IEventQueue>().EnqueueAsync(delivery, CancellationToken.None);
        }
    }

    /// <summary>Processes a batch without settling it.</summary>
    public Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<ReceivedMessage> batch, CancellationToken cancellationToken = default) =>
        Clock.RunAsync(Processor.ProcessAsync(batch, cancellationToken), Step, idleTimers: 1);

    /// <summary>Takes a batch off the broker, processes it and settles each message.</summary>
    public async Task<IReadOnlyList<Settlement>> ProcessNextAsync()
    {
        var batch = Broker.Receive();
        var settlements = await ProcessAsync(batch);
        foreach (var (message, settlement) in batch.Zip(settlements))
        {
            Broker.Settle(message, settlement);
        }

        return settlements;
    }

    /// <summary>Records one dead letter; whether it may be completed.</summary>
    public Task<bool> RecordAsync(ReceivedMessage message, string? reason, string? description = null) => Clock.RunAsync(
        _services.GetRequiredService<DeadLetterProcessor>().RecordAsync(message, reason, description, CancellationToken.None), Step);

    /// <summary>Makes one call of an operation.</summary>
    public Task<ReadAnswer> OperateAsync(string name, string parameters) => Clock.RunAsync(
        _services.GetRequiredService<OperationsApi>().RunAsync(
            new("POST", OperationsApi.PathPrefix + name, string.Empty, new MemoryStream(Encoding.UTF8.GetBytes(parameters))), CancellationToken.None),
        TimeSpan.FromMilliseconds(10));

    public Task<DrainResult> DrainAsync() => _services.GetRequiredService<FallbackDrain>().RunAsync(CancellationToken.None);

    public void Dispose() => _services.Dispose();
}
