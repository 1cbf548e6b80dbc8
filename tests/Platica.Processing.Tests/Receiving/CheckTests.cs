using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Platica.Flows;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Receiving;

public sealed class CheckTests
{
    private const string Answer = """{"data":{"acknowledged":true}}""";

    private readonly Mock<IEventQueue> _queue = new();
    private readonly Mock<IFlowResponder> _flows = new();

    public CheckTests() => _flows
        .Setup(flows => flows.AnswerAsync(It.IsAny<FlowExchange>(), It.IsAny<long>()))
        .ReturnsAsync((FlowExchange exchange, long _) =>
            new FlowReply(Encoding.UTF8.GetBytes(Answer), exchange.IsCheck ? FlowOutcome.Check : FlowOutcome.Acknowledged, 1));

    [Fact]
    public async Task ReceiveAsync_answers_a_check_as_a_Flow_and_queues_nothing()
    {
        var result = await ReceiveAsync(PlaticaCheck.Create(DateTimeOffset.UnixEpoch), "secret");

        Assert.Equal((200, ReceiveOutcome.FlowAnswered, "check"), (result.StatusCode, result.Outcome, result.Detail));
        Assert.Equal(Answer, Encoding.UTF8.GetString(result.Body.Span));
        _queue.Verify(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task ReceiveAsync_acknowledges_a_check_of_any_provider_and_queues_nothing()
    {
        var result = await ReceiveAsync(DeliveryCheck.Body.ToArray(), "secret");

        Assert.Equal((202, ReceiveOutcome.Accepted, "check"), (result.StatusCode, result.Outcome, result.Detail));
        Assert.Equal(Answer, Encoding.UTF8.GetString(result.Body.Span));
        _queue.VerifyNoOtherCalls();
        _flows.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task ReceiveAsync_acknowledges_such_a_check_only_to_whoever_has_the_secret() =>
        Assert.Equal(401, (await ReceiveAsync(DeliveryCheck.Body.ToArray(), "another secret")).StatusCode);

    [Fact]
    public async Task ReceiveAsync_still_queues_an_error_notification_of_WhatsApp()
    {
        var body = """{"event":"whatsapp.flows.screen_advance","data":{"flowExchange":{"payload":{"error":"timeout"}}}}"""u8.ToArray();

        var result = await ReceiveAsync(body, "secret");

        Assert.Equal("acknowledged", result.Detail);
        _queue.Verify(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another secret")]
    public async Task ReceiveAsync_answers_a_check_only_to_whoever_has_the_secret(string? secret)
    {
        var result = await ReceiveAsync(PlaticaCheck.Create(DateTimeOffset.UnixEpoch), secret);

        Assert.Equal((401, ReceiveOutcome.Refused), (result.StatusCode, result.Outcome));
        _flows.VerifyNoOtherCalls();
    }

    private async Task<ReceiveResult> ReceiveAsync(byte[] body, string? secret)
    {
        var providers = new ProviderCatalog([Pipeline.Provider]);
        using var metrics = new PipelineMetrics();
        var receiver = new WebhookReceiver(
            providers,
            _queue.Object,
            _flows.Object,
            new ReceiverOptions(),
            new FlowOptions(),
            new ReceiverTelemetry(providers, metrics, TimeProvider.System, NullLogger<ReceiverTelemetry>.Instance),
            TimeProvider.System,
            NullLogger<WebhookReceiver>.Instance);
        var signature = secret is null ? null : WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(secret));
        return await receiver.ReceiveAsync(
            new WebhookRequest
            {
                Provider = "platica",
                Head = new("POST", "", name => name == PlaticaHeaders.Signature ? signature : null),
                ContentLength = body.Length,
                Body = new MemoryStream(body),
                StartedAt = TimeProvider.System.GetTimestamp(),
            },
            CancellationToken.None);
    }
}
