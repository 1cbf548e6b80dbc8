using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows;
using Platica.Processing;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Benchmarks;

/// <summary>
/// Receiving a signed <c>message.created</c> — body copied, signature checked, envelope read, routed, handed to a queue that keeps
/// nothing — beside what no receiver can avoid: HMAC-SHA256 over the same body.
/// </summary>
[MemoryDiagnoser]
public class ReceiveBenchmark
{
    private const string Secret = "8f3b0c6d1e5a49728f3b0c6d1e5a4972";

    private readonly byte[] _hash = new byte[HMACSHA256.HashSizeInBytes];
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(Secret);
    private byte[] _body = [];
    private Dictionary<string, string> _headers = [];
    private HeaderLookup _lookup = _ => null;
    private WebhookReceiver _receiver = null!;

    /// <summary>Length of the body in bytes.</summary>
    [Params(1024, 16 * 1024, 256 * 1024)]
    public int BodyBytes { get; set; }

    /// <summary>The same body in every run.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _body = MessageCreated(BodyBytes);
        _headers = new(StringComparer.OrdinalIgnoreCase)
        {
            [PlaticaHeaders.Signature] = WebhookSignature.Sign(_body, _secret),
            [PlaticaHeaders.Event] = PlaticaEvents.MessageCreated,
            [PlaticaHeaders.Timestamp] = "2026-05-10T15:00:05.000Z",
            [PlaticaHeaders.WebhookId] = "webhook_abc123",
        };
        _lookup = name => _headers.GetValueOrDefault(name);
        var providers = new ProviderCatalog([new PlaticaProvider(new PlaticaSettings(new SigningSecrets(Secret)))]);
        _receiver = new WebhookReceiver(
            providers,
            new NoQueue(),
            new NoFlows(),
            new ReceiverOptions(),
            new FlowOptions(),
            new ReceiverTelemetry(providers, new PipelineMetrics(), TimeProvider.System, NullLogger<ReceiverTelemetry>.Instance),
            TimeProvider.System,
            NullLogger<WebhookReceiver>.Instance);
    }

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true)]
    public int HmacSha256() => HMACSHA256.HashData(_secret, _body, _hash);

    /// <summary>Everything between the socket and the queue.</summary>
    [Benchmark]
    public int Receive()
    {
        var request = new WebhookRequest
        {
            Provider = PlaticaProvider.RouteName,
            Head = new(RequestHead.Post, string.Empty, _lookup),
            ContentLength = _body.Length,
            Body = new MemoryStream(_body, writable: false),
            StartedAt = 0,
        };
        return _receiver.ReceiveAsync(request, CancellationToken.None).GetAwaiter().GetResult().StatusCode;
    }

    private static byte[] MessageCreated(int bytes)
    {
        const string Start = """
            {"id":"0b6f5c1e-7a10-4a51-9d55-0f0000000007","event":"message.created","workspaceId":"ws_demo","timestamp":"2026-05-10T15:00:05.000Z","source":"inbound.message.created","resourceType":"message","resourceId":"msg_1","changes":null,"data":{"conversation":{"id":"conv_1","platform":"whatsapp","channelId":"ch_1","phoneNumber":"+5215500000001","status":"active"},"client":{"id":"cli_1","phoneNumber":"+5215500000001","name":"Lucía Demo"},"message":{"id":"msg_1","contentType":"text","direction":"incoming","role":"user","status":"received","owner":{"id":"user_1"},"files":[],"images":[],"creationDate":"2026-05-10T15:00:05.000Z","lastUpdate":"2026-05-10T15:00:05.000Z","content":"
            """;
        const string End = "\"}}}";
        var start = Encoding.UTF8.GetBytes(Start);
        return [.. start, .. Enumerable.Repeat((byte)'a', bytes - start.Length - End.Length), .. Encoding.UTF8.GetBytes(End)];
    }

    private sealed class NoQueue : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoFlows : IFlowResponder
    {
        public Task<FlowReply> AnswerAsync(FlowExchange exchange, long startedAt) =>
            Task.FromResult(new FlowReply("{}"u8.ToArray(), "answered", 0));
    }
}
