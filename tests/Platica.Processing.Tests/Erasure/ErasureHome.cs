using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Erasure;

/// <summary>A home in which persons can be erased: deliveries go in, operations run, and every byte that is kept can be searched.</summary>
internal sealed class ErasureHome : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider _services;

    public ErasureHome(
        Func<StoreCall, Task>? before = null,
        string? key = Key,
        ObservedTableStore? store = null,
        InMemoryBlobStore? blobs = null,
        ManualTimeProvider? clock = null,
        Action<IServiceCollection>? configure = null,
        IWebhookProvider? whapi = null)
    {
        Clock = clock ?? new();
        Store = store ?? new(new InMemoryTableStore(), before);
        Blobs = blobs ?? new();
        Reading = new(Store, bodies: Blobs);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IMessageSender>(new InMemoryBroker(Clock))
            .AddSingleton<IBlobStore>(Blobs)
            .AddSingleton<ITableStore>(Store)
            .AddSingleton<IWebhookProvider>(Pipeline.Provider)
            .AddSingleton(whapi ?? WhapiGroup.Provider)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(new ErasureOptions { Key = key })
            .AddProcessing(new(), new())
            .AddDurableQueue();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; }

    public ObservedTableStore Store { get; }

    public InMemoryBlobStore Blobs { get; }

    public Pipeline Reading { get; }

    /// <summary>Another start on the same tables and blobs.</summary>
    public ErasureHome Restarted()
    {
        Dispose();
        return new(store: Store, blobs: Blobs, clock: Clock);
    }

    /// <summary>Stores deliveries as a rebuild does.</summary>
    public Task RebuildAsync(IReadOnlyList<Delivery> batch) =>
        _services.GetRequiredService<DeliveryProcessor>().RebuildAsync(batch, CancellationToken.None);

    /// <summary>Stores deliveries as a host does; what cannot be stored becomes a dead letter.</summary>
    public async Task StoreAsync(params IReadOnlyList<Delivery> batch)
    {
        batch = await Task.WhenAll(batch.Select(delivery => delivery.BodyReference is null ? QueueAsync(delivery) : Task.FromResult(delivery)));
        var settlements = await _services.GetRequiredService<DeliveryProcessor>().ProcessAsync(batch, CancellationToken.None);
        foreach (var (delivery, settlement) in batch.Zip(settlements))
        {
            Assert.NotEqual(SettlementKind.Abandon, settlement.Kind);
            if (settlement.Kind == SettlementKind.DeadLetter)
            {
                await PutAsideAsync(delivery, settlement.Reason!);
            }
        }
    }

    /// <summary>Stores deliveries as a host does; how each is to be settled.</summary>
    public Task<IReadOnlyList<Settlement>> ProcessAsync(params IReadOnlyList<Delivery> batch) =>
        _services.GetRequiredService<DeliveryProcessor>().ProcessAsync(batch, CancellationToken.None);

    /// <summary>Brings a delivery to the queue, and back as it comes from there: a large body is in a blob then.</summary>
    public async Task<Delivery> QueueAsync(Delivery delivery)
    {
        var messages = _services.GetRequiredService<DeliveryMessages>();
        return (await messages.ReadAsync(await messages.WriteAsync(delivery, CancellationToken.None), CancellationToken.None)).Delivery!;
    }

    /// <summary>The message that brings a delivery, each time that the queue hands it out.</summary>
    public async Task<ReceivedMessage> SendAsync(Delivery delivery) =>
        new(await _services.GetRequiredService<DeliveryMessages>().WriteAsync(delivery, CancellationToken.None), Clock.GetUtcNow(), 1);

    /// <summary>Processes a message as a host does; how it is to be settled.</summary>
    public async Task<Settlement> ReceiveAsync(ReceivedMessage message) =>
        Assert.Single(await _services.GetRequiredService<MessageProcessor>().ProcessAsync([message], CancellationToken.None));

    /// <summary>Records a message that the queue has put aside; whether that is done.</summary>
    public Task<bool> RecordAsync(ReceivedMessage message, string reason) =>
        _services.GetRequiredService<DeadLetterProcessor>().RecordAsync(message, reason, "A test put it aside.", CancellationToken.None);

    /// <summary>Leaves a delivery in the fallback store.</summary>
    public async Task FallBackAsync(Delivery delivery)
    {
        var content = FallbackEntry.Write(await _services.GetRequiredService<DeliveryMessages>().WriteAsync(delivery, CancellationToken.None));
        await Blobs.WriteAsync(FallbackEntry.NameOf(delivery.ReceivedAt, content), content, CancellationToken.None);
    }

    public async Task PutAsideAsync(Delivery delivery, string reason)
    {
        var recorder = _services.GetRequiredService<DeadLetterRecorder>();
        var kept = await recorder.RecordAsync(delivery, reason, "A test put it aside.", 1, delivery.ReceivedAt, replay: 0, CancellationToken.None);
        await recorder.CleanAsync(delivery, kept, CancellationToken.None);
    }

    /// <summary>Runs an operation to its end: the sum of its counts, and its items.</summary>
    public async Task<OperationResult> RunAsync(string name, object parameters)
    {
        var result = new OperationResult();
        do
        {
            await AddPageAsync(result, name, parameters, result.Continuation);
        }
        while (result.Continuation is not null);
        return result;
    }

    /// <summary>Makes one call of an operation.</summary>
    public async Task<OperationResult> CallAsync(string name, object parameters, string? continuation)
    {
        var result = new OperationResult();
        await AddPageAsync(result, name, parameters, continuation);
        return result;
    }

    /// <summary>Lets the time pass in which what was in flight may still come, and sweeps as long as it has time for.</summary>
    public async Task<IReadOnlyDictionary<string, long>> SweepAsync(int steps = int.MaxValue)
    {
        Clock.Advance(TimeSpan.FromHours(1));
        return await _services.GetRequiredService<ErasureSweep>().RunAsync(() => steps-- > 0, CancellationToken.None);
    }

    /// <summary>Runs everything that is due now and then.</summary>
    public Task<bool> MaintainAsync() => _services.GetRequiredService<Maintenance>().RunAsync(CancellationToken.None);

    /// <inheritdoc cref="Traces.FindAsync"/>
    public Task<IReadOnlyList<string>> FindAsync(params IReadOnlyList<string> texts) => Traces.FindAsync(Store, Blobs, texts);

    public void Dispose() => _services.Dispose();

    private async Task AddPageAsync(OperationResult result, string name, object parameters, string? continuation)
    {
        var json = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        json["continuation"] = continuation;
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()));
        var begun = Clock.GetTimestamp();
        var answer = await _services.GetRequiredService<OperationsApi>().RunAsync(
            new("POST", OperationsApi.PathPrefix + name, "", body), CancellationToken.None);
        result.Add(answer.StatusCode, JsonElement.Parse(answer.Body.Span), Clock.GetElapsedTime(begun));
    }
}
