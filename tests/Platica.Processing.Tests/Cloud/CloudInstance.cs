using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Processing.Tests.Cloud;

/// <summary>One process of the Azure home, put together as the host does it. A crashed one never goes on; another takes its place.</summary>
internal sealed class CloudInstance
{
    /// <summary>One for all, for there are thousands of processes.</summary>
    private static readonly PipelineMetrics Metrics = new();

    private readonly Action<ServiceCall> _admit;
    private readonly ArrivalClock _clock;
    private readonly KnownReplies _flows = new();
    private readonly ServiceProvider _services;

    public CloudInstance(string name, CloudSetup setup, Action<ServiceCall> admit)
    {
        var cloud = setup.Cloud;
        (Name, _admit, _clock) = (name, admit, new(cloud.Clock));
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IMessageSender>(new RemoteBroker(cloud.Broker, this))
            .AddSingleton<IBlobStore>(new RemoteBlobs(cloud.Blobs, this))
            .AddSingleton<ITableStore>(new RemoteTables(cloud.Tables, this))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new FlowOptions())
            .AddSingleton<IFlowResponder>(_flows)
            .AddSingleton(setup.Erasure)
            .AddSingleton(setup.Retention)
            .AddProcessing(new(), setup.Processing)
            .AddDurableQueue()
            .AddSingleton<IEventQueue>(provider => new PacedQueue(provider.GetRequiredService<DurableQueue>(), this))
            .AddSingleton(Metrics)
            .AddSingleton<IEventDispatcher>(new RemoteHandlers(cloud.Handed, this));
        foreach (var provider in ProviderCalls.Providers)
        {
            services.AddSingleton(provider);
        }

        _services = services.BuildServiceProvider();
        Receiver = _services.GetRequiredService<WebhookReceiver>();
    }

    /// <summary>Tells it from the others in a log.</summary>
    public string Name { get; }

    /// <summary>Whether it crashed.</summary>
    public bool IsGone { get; set; }

    /// <summary>Its receiver.</summary>
    public WebhookReceiver Receiver { get; }

    /// <summary>Makes a call wait at the gate. A process that is gone calls nobody.</summary>
    public Task<T> CallAsync<T>(ServiceCall<T> call)
    {
        if (!IsGone)
        {
            _admit(call);
        }

        return call.Awaited;
    }

    /// <summary>Takes a call as the web server hands it over.</summary>
    public Task<ReceiveResult> ReceiveAsync(Delivery posted)
    {
        _flows.Next = posted.Reply;
        _clock.Arrival = posted.ReceivedAt;
        var answer = Receiver.ReceiveAsync(
            new WebhookRequest
            {
                Provider = posted.Provider,
                Head = ProviderCalls.HeadOf(posted),
                ContentLength = posted.Body.Length,
                Body = new MemoryStream(posted.Body.ToArray()),
                StartedAt = _clock.GetTimestamp(),
            },
            CancellationToken.None);
        _clock.Arrival = null;
        return answer;
    }

    public Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<ReceivedMessage> batch) =>
        _services.GetRequiredService<MessageProcessor>().ProcessAsync(batch, CancellationToken.None);

    public Task<bool> RecordAsync(ReceivedMessage message, string? reason, string? description) =>
        _services.GetRequiredService<DeadLetterProcessor>().RecordAsync(message, reason, description, CancellationToken.None);

    /// <summary>Does one page of an operation, or what is due every hour.</summary>
    public Task<ReadAnswer> OperateAsync(string name, string parameters) => name == Operator.Maintenance
        ? MaintainAsync()
        : _services.GetRequiredService<OperationsApi>().RunAsync(
            new("POST", OperationsApi.PathPrefix + name, "", new MemoryStream(Encoding.UTF8.GetBytes(parameters))), CancellationToken.None);

    public Task<DrainResult> DrainAsync() => _services.GetRequiredService<FallbackDrain>().RunAsync(CancellationToken.None);

    private async Task<ReadAnswer> MaintainAsync() => await _services.GetRequiredService<Maintenance>().RunAsync(CancellationToken.None)
        ? ReadAnswer.Ok("""{"counts":{},"continuation":null}"""u8.ToArray())
        : ReadAnswer.Problem(503, "Maintenance failed in part", "The next run tries it again.");

    /// <summary>Flows that answer at once what a test decided.</summary>
    private sealed class KnownReplies : IFlowResponder
    {
        public FlowReply? Next { get; set; }

        public Task<FlowReply> AnswerAsync(FlowExchange exchange, long startedAt) =>
            Task.FromResult(Next ?? new(Encoding.UTF8.GetBytes("""{"data":{"acknowledged":true}}"""), "acknowledged", 1));
    }
}
