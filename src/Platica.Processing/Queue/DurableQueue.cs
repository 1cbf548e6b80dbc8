using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Platica.Processing.Queue;

/// <summary>
/// The queue of a home with a broker. What the broker does not take goes to the fallback store and is as safe there;
/// <see cref="FallbackDrain"/> moves it on. While the broker fails, a circuit breaker keeps everybody from waiting for it.
/// </summary>
public sealed partial class DurableQueue : IEventQueue
{
    private const double FailureRatio = 0.5;

    /// <summary>Few enough for a home with a delivery a minute: each call that a broker lets hang keeps somebody waiting.</summary>
    private const int FewestCalls = 2;
    private static readonly TimeSpan Sampling = TimeSpan.FromMinutes(2);

    private readonly DeliveryMessages _messages;
    private readonly IMessageSender _sender;
    private readonly IBlobStore _blobs;
    private readonly PipelineMetrics _metrics;
    private readonly ILogger<DurableQueue> _logger;
    private readonly ResiliencePipeline _breaker;
    private readonly ResiliencePipeline _blobTimeout;
    private readonly ResiliencePipeline _checkTimeout;

    /// <summary>A queue whose breaker is closed.</summary>
    public DurableQueue(
        DeliveryMessages messages,
        IMessageSender sender,
        IBlobStore blobs,
        DurableQueueOptions options,
        PipelineMetrics metrics,
        TimeProvider clock,
        ILogger<DurableQueue> logger)
    {
        (_messages, _sender, _blobs, _metrics, _logger) = (messages, sender, blobs, metrics, logger);
        _breaker = new ResiliencePipelineBuilder { TimeProvider = clock }.AddCircuitBreaker(Breaker(options.BreakDuration)).Build();
        _blobTimeout = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(options.BlobTimeout).Build();
        _checkTimeout = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(options.CheckTimeout).Build();
    }

    /// <inheritdoc/>
    public async Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var message = await WriteAsync(delivery, cancellationToken).ConfigureAwait(false);
        try
        {
            await _breaker.ExecuteAsync(
                static async (send, token) => await send.Sender.SendAsync(send.Message, token).ConfigureAwait(false),
                (Sender: _sender, Message: message),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the broker from taking it, the delivery must be safe somewhere.
            await FallBackAsync(delivery, message, problem, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _checkTimeout.ExecuteAsync(
                static async (sender, token) => await sender.CheckAsync(token).WaitAsync(token).ConfigureAwait(false),
                _sender,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (IsUnavailable(problem))
        {
            await CheckFallbackAsync(problem, cancellationToken).ConfigureAwait(false);
            throw new QueueUnavailableException($"The queue does not answer ({Describe(problem)}); deliveries wait in the fallback store.", problem);
        }
    }

    private async Task<QueueMessage> WriteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobLimit(delivery).ExecuteAsync(
                static async (write, token) => await write.Messages.WriteAsync(write.Delivery, token).WaitAsync(token).ConfigureAwait(false),
                (Messages: _messages, Delivery: delivery),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueueUnavailableException(
                $"The delivery is too large for the queue, and the blob store does not take it ({Describe(problem)}).", problem);
        }
    }

    private async Task FallBackAsync(Delivery delivery, QueueMessage message, Exception cause, CancellationToken cancellationToken)
    {
        var content = FallbackEntry.Write(message);
        try
        {
            await BlobLimit(delivery).ExecuteAsync(
                static async (write, token) => await write.Blobs.WriteAsync(write.Name, write.Content, token).WaitAsync(token).ConfigureAwait(false),
                (Blobs: _blobs, Name: FallbackEntry.NameOf(delivery.ReceivedAt, content), Content: content),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueueUnavailableException(
                $"Neither the queue ({Describe(cause)}) nor the fallback store ({Describe(problem)}) takes deliveries.", cause);
        }

        _metrics.FallbackWritten();
        if (cause is not BrokenCircuitException)
        {
            Log.FellBack(_logger, MessageIds.ForLog(message.MessageId), Describe(cause));
        }
    }

    private async Task CheckFallbackAsync(Exception cause, CancellationToken cancellationToken)
    {
        try
        {
            await _blobs.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException problem)
        {
            throw new QueueUnavailableException(
                $"The queue does not answer ({Describe(cause)}), nor does the fallback store ({problem.Message}): no delivery can be accepted.", cause);
        }
    }

    /// <summary>Nobody waits for an exchange that was answered already, and nobody sends it again: it has all the time it takes.</summary>
    private ResiliencePipeline BlobLimit(Delivery delivery) => delivery.Reply is null ? _blobTimeout : ResiliencePipeline.Empty;

    /// <summary>Whether it is the broker that failed, and not one message that it will never take.</summary>
    private static bool IsUnavailable(Exception problem) => problem is QueueUnavailableException or TimeoutException or TimeoutRejectedException;

    private static string Describe(Exception cause) => cause switch
    {
        QueueUnavailableException or StoreUnavailableException => cause.Message,
        TimeoutException or TimeoutRejectedException => "it timed out",
        BrokenCircuitException => "it failed several times and is left alone for a moment",
        _ => cause.GetType().Name,
    };

    private CircuitBreakerStrategyOptions Breaker(TimeSpan breakDuration) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(IsUnavailable),
        FailureRatio = FailureRatio,
        MinimumThroughput = FewestCalls,
        SamplingDuration = Sampling,
        BreakDuration = breakDuration,
        OnOpened = _ =>
        {
            Log.Opened(_logger, breakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            Log.Closed(_logger);
            return ValueTask.CompletedTask;
        },
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue did not take {MessageId}, which waits in the fallback store: {Problem}")]
        public static partial void FellBack(ILogger logger, string messageId, string problem);

        [LoggerMessage(2, LogLevel.Error, "The queue does not answer: for {BreakDuration} all deliveries go straight to the fallback store.")]
        public static partial void Opened(ILogger logger, TimeSpan breakDuration);

        [LoggerMessage(3, LogLevel.Information, "The queue takes deliveries again.")]
        public static partial void Closed(ILogger logger);
    }
}
