using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows;
using Platica.Flows.FlowJson;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Startup;

/// <summary>
/// Walks the way of a Flow's answer once, before the first person waits at the end of it: code that never ran has to be loaded and
/// compiled first. It walks beside the real pipeline: a secret, a Flow and a queue of its own, so no handler of the business runs, no row is
/// written and nothing is counted.
/// </summary>
public sealed partial class WarmUp(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WarmUp> logger)
{
    private const int Rounds = 3;

    private static readonly byte[] Body = """
        {"id":"warm-up","event":"whatsapp.flows.screen_advance","workspaceId":"warm-up","timestamp":"2026-01-01T00:00:00.000Z","source":"warm-up",
        "resourceType":"flow_response","resourceId":null,"data":{"flow":{"id":"warm-up","name":"warm-up"},"client":{"id":"warm-up","name":"warm-up"},
        "conversation":{"id":"warm-up","status":"active"},"flowExchange":{"action":"data_exchange","screen":"WARM_UP","payload":{"text":"warm-up","number":1}}}}
        """u8.ToArray();

    /// <summary>What the warm-up's Flow is held against; its answer has one key too many, so that mending is warm too.</summary>
    private static readonly byte[] FlowJson = """
        {"version":"7.1","data_api_version":"3.0","routing_model":{"WARM_UP":[]},"screens":[{"id":"WARM_UP","terminal":true,"data":{
        "text":{"type":"string","__example__":""},"numbers":{"type":"array","items":{"type":"number"},"__example__":[]},
        "items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"}}},"__example__":[]}},
        "layout":{"type":"SingleColumnLayout","children":[]}}]}
        """u8.ToArray();

    /// <summary>Warms up; to be run once, in the background, as soon as the host listens. A failure is logged and changes nothing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        try
        {
            using var span = PipelineTracing.StartWarmUp();
            using var metrics = new PipelineMetrics("Platica.WarmUp");
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var receiver = ReceiverOf(secret, metrics);
            for (var round = 0; round < Rounds; round++)
            {
                var result = await receiver.ReceiveAsync(RequestOf(secret), cancellationToken).ConfigureAwait(false);
                if (result.Detail != FlowOutcome.Answered)
                {
                    Log.NotAnswered(logger, result.Detail);
                    return;
                }
            }

            Log.Warm(logger, clock.GetElapsedTime(startedAt).TotalMilliseconds);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
        }
    }

    private WebhookReceiver ReceiverOf(string secret, PipelineMetrics metrics)
    {
        // A slot is free again only a moment after its answer: with fewer, a round might be refused.
        var options = new FlowOptions { MaxConcurrentHandlers = Rounds, RepeatWindow = TimeSpan.Zero };
        var flow = new FlowBuilder("warm-up")
            .WithFlowJson(FlowDocument.Parse(FlowJson))
            .OnDataExchange<WarmUpForm>("WARM_UP", async (WarmUpForm form, FlowContext context, CancellationToken stop) =>
            {
                await Task.Yield();
                return FlowAnswer.Show("WARM_UP", new { text = form.Text, numbers = new[] { form.Number }, items = new[] { new { id = context.Screen } }, more = form.Number });
            })
            .Build();
        var providers = new ProviderCatalog([new PlaticaProvider(new PlaticaSettings(new SigningSecrets(secret)))]);
        return new WebhookReceiver(
            providers,
            new NoQueue(),
            new FlowRouter([flow], options, clock, scopes, NullLogger<FlowRouter>.Instance),
            new ReceiverOptions(),
            options,
            new ReceiverTelemetry(providers, metrics, clock, NullLogger<ReceiverTelemetry>.Instance),
            clock,
            NullLogger<WebhookReceiver>.Instance);
    }

    private WebhookRequest RequestOf(string secret)
    {
        var signature = WebhookSignature.Sign(Body, Encoding.UTF8.GetBytes(secret));
        return new()
        {
            Provider = PlaticaProvider.RouteName,
            Head = new(RequestHead.Post, string.Empty, name => name == PlaticaHeaders.Signature ? signature : null),
            ContentLength = Body.Length,
            Body = new MemoryStream(Body, writable: false),
            StartedAt = clock.GetTimestamp(),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Warmed up in {Milliseconds} ms.")]
        public static partial void Warm(ILogger logger, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "A Flow answer of the warm-up ended as {Outcome}.")]
        public static partial void NotAnswered(ILogger logger, string? outcome);

        [LoggerMessage(3, LogLevel.Warning, "The warm-up failed; the first Flow answers may be late.")]
        public static partial void Failed(ILogger logger, Exception problem);
    }

    private sealed record WarmUpForm(string Text, int Number);

    private sealed class NoQueue : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
