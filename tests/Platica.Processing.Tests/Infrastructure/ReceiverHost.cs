using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Platica.Flows;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Health;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Startup;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Events;
using Platica.Testing;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>The receiver composed as a host composes it, on a clock that stands still, with a queue that a test sets up.</summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    public const string Secret = "whsec_of_this_test";

    private readonly ServiceProvider _services;

    public ReceiverHost(string? secret = Secret, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(Log).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddProcessing(new ReceiverOptions { MaxBodyBytes = 4096 }, new ProcessingOptions());
        services.AddPlaticaFlows();
        services.AddFlow("quote", flow => flow
            .OnInit(() => FlowAnswer.Show("WELCOME"))
            .OnBack(() => BusinessFails()));
        services.AddSingleton<IWebhookProvider>(new PlaticaProvider(new(new SigningSecrets(secret))));
        services.AddSingleton(Queue.Object);
        services.AddSingleton<ITableStore, InMemoryTableStore>();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public ManualTimeProvider Clock { get; } = new();

    public LogLines Log { get; } = new();

    public Mock<IEventQueue> Queue { get; } = new();

    public PipelineMetrics Metrics => _services.GetRequiredService<PipelineMetrics>();

    public WebhookReceiver Receiver => _services.GetRequiredService<WebhookReceiver>();

    public HealthReporter Health => _services.GetRequiredService<HealthReporter>();

    public DeliveryProcessor Processor => _services.GetRequiredService<DeliveryProcessor>();

    public WarmUp WarmUp => _services.GetRequiredService<WarmUp>();

    /// <summary>A queue that takes nothing.</summary>
    public void BreakQueue() => Queue
        .Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(new QueueUnavailableException("the broker is away"));

    /// <summary>Posts a body that is signed with the host's secret.</summary>
    public Task<ReceiveResult> PostSignedAsync(string body, string provider = "platica") =>
        PostAsync(body, SignatureOf(body), provider: provider);

    /// <summary>A body's signature with the host's secret.</summary>
    public static string SignatureOf(string body) => WebhookSignature.Sign(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(Secret));

    /// <summary>Sends any call.</summary>
    public Task<ReceiveResult> PostAsync(string body, string? signature = null, string method = "POST", string provider = "platica", string path = "", bool chunked = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Receiver.ReceiveAsync(
            new WebhookRequest
            {
                Provider = provider,
                Head = new(method, path, name => name == PlaticaHeaders.Signature ? signature : null),
                ContentLength = chunked ? null : bytes.Length,
                Body = new MemoryStream(bytes),
                StartedAt = Clock.GetTimestamp(),
            },
            CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static FlowAnswer BusinessFails() => throw new InvalidOperationException("a fault of the business");
}
