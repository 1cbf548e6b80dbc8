using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Retention;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Processing.Tests.Retention;

/// <summary>A home that keeps things for a time: deliveries go in, the clock goes on, and the maintenance runs.</summary>
internal sealed class RetentionHome : IDisposable
{
    private readonly ServiceProvider _services;

    public RetentionHome(RetentionOptions options, Func<StoreCall, Task>? before = null)
    {
        Store = new(new InMemoryTableStore(), before);
        Reading = new(Store, bodies: Blobs);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IMessageSender>(new InMemoryBroker(Clock))
            .AddSingleton<IBlobStore>(Blobs)
            .AddSingleton<ITableStore>(Store)
            .AddSingleton<IWebhookProvider>(Pipeline.Provider)
            .AddSingleton<IWebhookProvider>(WhapiGroup.Provider)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(options)
            .AddProcessing(new(), new())
            .AddDurableQueue()
            .BuildServiceProvider();
    }

    /// <summary>Everything is kept for so many days.</summary>
    public static RetentionOptions All(int days)
    {
        var kept = TimeSpan.FromDays(days);
        return new()
        {
            Events = kept,
            DeadLetters = kept,
            Messages = kept,
            ConversationEvents = kept,
            Conversations = kept,
            Referrals = kept,
            FlowExchanges = kept,
            Calls = kept,
        };
    }

    public ManualTimeProvider Clock { get; } = new(Posted.Arrival);

    public ObservedTableStore Store { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    public Pipeline Reading { get; }

    /// <summary>A story with an event of every kind, told now; and what cannot be understood.</summary>
    public async Task StoreStoryAsync()
    {
        await StoreAsync([.. PlaticaSamples.Story.All(Clock.GetUtcNow()).Select(sample => Posted.Body(Encoding.UTF8.GetString(sample.Body.Span)))]);
        await StoreAsync(Posted.Body("no JSON"));
    }

    /// <summary>Stores deliveries that arrive now; what cannot be stored becomes a dead letter. A large body is in a blob.</summary>
    public async Task StoreAsync(params IReadOnlyList<Delivery> batch)
    {
        var messages = _services.GetRequiredService<DeliveryMessages>();
        foreach (var posted in batch)
        {
            var message = await messages.WriteAsync(posted with { ReceivedAt = Clock.GetUtcNow() }, CancellationToken.None);
            var delivery = (await messages.ReadAsync(message, CancellationToken.None)).Delivery!;
            var settlements = await _services.GetRequiredService<DeliveryProcessor>().ProcessAsync([delivery], CancellationToken.None);
            if (settlements[0].Kind == SettlementKind.DeadLetter)
            {
                await PutAsideAsync(delivery, settlements[0].Reason!);
            }
        }
    }

    /// <summary>Makes what arrives now a dead letter, whatever became of it.</summary>
    public async Task PutAsideAsync(Delivery posted, string reason)
    {
        var messages = _services.GetRequiredService<DeliveryMessages>();
        var message = await messages.WriteAsync(posted with { ReceivedAt = Clock.GetUtcNow() }, CancellationToken.None);
        var delivery = (await messages.ReadAsync(message, CancellationToken.None)).Delivery!;
        await _services.GetRequiredService<DeadLetterRecorder>().RecordAsync(delivery, reason, "A test put it aside.", 1, Clock.GetUtcNow(), replay: 0, CancellationToken.None);
    }

    /// <summary>Runs the maintenance; whether nothing failed.</summary>
    public Task<bool> MaintainAsync() => _services.GetRequiredService<Maintenance>().RunAsync(CancellationToken.None);

    /// <summary>Runs the retention with no more time than for a page.</summary>
    public Task<IReadOnlyDictionary<string, long>> RetainPageAsync() =>
        _services.GetServices<IMaintenanceTask>().Single(task => task.Name == "retention").RunAsync(() => false, CancellationToken.None);

    /// <summary>Runs the operation to its end; a clock that goes on leaves time for a page only.</summary>
    public async Task<OperationResult> OperateAsync(object parameters)
    {
        var result = new OperationResult();
        do
        {
            var json = JsonSerializer.SerializeToNode(parameters)!.AsObject();
            json["continuation"] = result.Continuation;
            using var body = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()));
            var answer = await _services.GetRequiredService<OperationsApi>().RunAsync(
                new("POST", OperationsApi.PathPrefix + "retention", "", body), CancellationToken.None);
            result.Add(answer.StatusCode, JsonElement.Parse(answer.Body.Span));
        }
        while (result.Continuation is not null);
        return result;
    }

    /// <summary>The rows, but that which tells how far the retention is: table and keys.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync() =>
    [
        .. (await Store.ReadRowsAsync())
            .Where(item => item.Row.PartitionKey != "maintenance")
            .Select(item => $"{item.Table} {item.Row.PartitionKey} {item.Row.RowKey}")
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _services.Dispose();
}
