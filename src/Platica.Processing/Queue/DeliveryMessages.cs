using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>
/// The wire form of deliveries: how they become messages, and deliveries again. The body travels raw; what the broker cannot carry goes
/// to a blob that the message names (claim check), and that blob is the archived body from then on.
/// </summary>
public sealed class DeliveryMessages(ProviderCatalog providers, IBlobStore blobs)
{
    /// <summary>The property with the provider's route name; a message without it is not ours.</summary>
    public const string ProviderProperty = "provider";

    /// <summary>The property with the time of arrival, UTC, ISO 8601 with seven decimals.</summary>
    public const string ReceivedAtProperty = "receivedAt";

    /// <summary>What the names of the delivery's attributes begin with.</summary>
    public const string AttributePrefix = "attribute.";

    /// <summary>The property with the name of the blob that holds the body; the message's own body is empty then.</summary>
    public const string BodyReferenceProperty = "bodyReference";

    /// <summary>The property that tells how a Flow exchange ended.</summary>
    public const string ReplyOutcomeProperty = "reply.outcome";

    /// <summary>The property with the milliseconds that the answer to a Flow took.</summary>
    public const string ReplyMillisecondsProperty = "reply.milliseconds";

    /// <summary>The property with the answer to a Flow, JSON.</summary>
    public const string ReplyAnswerProperty = "reply.answer";

    /// <summary>The property with the name of the blob that holds the answer to a Flow.</summary>
    public const string ReplyAnswerReferenceProperty = "reply.answerReference";

    /// <summary>The property with the W3C trace context of the webhook call.</summary>
    public const string TraceParentProperty = "traceparent";

    /// <summary>Service Bus Standard carries 256 KB with everything; a quarter is left for what brokers and clients add.</summary>
    private const int MostBytes = 192 * 1024;

    /// <summary>Service Bus carries 32 KB in one property and 64 KB in all of them.</summary>
    private const int MostAnswerBytes = 16 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The trace context of the webhook call that the message came from, or null.</summary>
    public static string? TraceParentOf(QueueMessage message) => message.Properties.GetValueOrDefault(TraceParentProperty);

    /// <summary>Whether the body of the message, or the answer to a Flow, is in the blob store.</summary>
    internal static bool NeedsBlob(QueueMessage message) =>
        message.Properties.ContainsKey(BodyReferenceProperty) || message.Properties.ContainsKey(ReplyAnswerReferenceProperty);

    /// <summary>Makes a delivery a message. What is too large for one is in the blob store before this returns.</summary>
    /// <exception cref="StoreUnavailableException">The body is too large and the blob store does not answer.</exception>
    public async Task<QueueMessage> WriteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ProviderProperty] = delivery.Provider,
            [ReceivedAtProperty] = delivery.ReceivedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in delivery.Attributes)
        {
            properties[AttributePrefix + name] = value;
        }

        if (System.Diagnostics.Activity.Current?.Id is { } traceParent)
        {
            properties[TraceParentProperty] = traceParent;
        }

        if (delivery.Reply is { } reply)
        {
            await WriteReplyAsync(properties, delivery, reply, cancellationToken).ConfigureAwait(false);
        }

        var reference = (await ArchiveAsync(delivery, SizeOf(properties), cancellationToken).ConfigureAwait(false)).BodyReference;
        if (reference is not null)
        {
            properties[BodyReferenceProperty] = reference;
        }

        return new QueueMessage
        {
            MessageId = MessageIds.Of(delivery, providers),
            Body = reference is null ? delivery.Body : ReadOnlyMemory<byte>.Empty,
            Properties = properties,
        };
    }

    /// <summary>Reads a message, and its body from where it is.</summary>
    /// <exception cref="StoreUnavailableException">The body is in the blob store, and that does not answer.</exception>
    public async Task<MessageContent> ReadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var properties = message.Properties;
        if (!properties.TryGetValue(ProviderProperty, out var provider)
            || !DateTimeOffset.TryParseExact(
                properties.GetValueOrDefault(ReceivedAtProperty), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var receivedAt))
        {
            return new(null, Settlement.DeadLetter(DeadLetterReasons.NotADelivery, "The message does not tell its provider and when it arrived."));
        }

        var reference = properties.GetValueOrDefault(BodyReferenceProperty);
        var body = reference is null ? message.Body : await blobs.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        var delivery = new Delivery
        {
            Provider = provider,
            ReceivedAt = receivedAt,
            Body = body ?? ReadOnlyMemory<byte>.Empty,
            BodyReference = reference,
            Attributes = AttributesOf(properties),
            Reply = await ReadReplyAsync(properties, cancellationToken).ConfigureAwait(false),
        };
        return new(delivery, body is null ? await WithoutBodyAsync(delivery, cancellationToken).ConfigureAwait(false) : null);
    }

    /// <summary>Sees to it that a body too large for a message, and for a row, has its home in the blob store.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="otherBytes">The size of what shall fit beside the body.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The delivery with the reference to its body, if it has one.</returns>
    internal async Task<Delivery> ArchiveAsync(Delivery delivery, int otherBytes, CancellationToken cancellationToken) =>
        delivery.BodyReference is null && delivery.Body.Length + otherBytes > MostBytes
            ? await KeepBodyAsync(delivery, cancellationToken).ConfigureAwait(false)
            : delivery;

    /// <summary>Sees to it that a body of any size has a home in the blob store that this product named.</summary>
    internal async Task<Delivery> KeepBodyAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery with { BodyReference = await KeepAsync(BodyNames.Of(delivery), delivery.Body, cancellationToken).ConfigureAwait(false) };

    private async Task<Settlement> WithoutBodyAsync(Delivery delivery, CancellationToken cancellationToken) =>
        await DoneDeliveries.HasAsync(blobs, delivery, cancellationToken).ConfigureAwait(false)
            ? Settlement.Complete
            : Settlement.DeadLetter(DeadLetterReasons.BodyMissing, $"There is no blob '{delivery.BodyReference}'.");

    /// <summary>Writes a part of a delivery to the blob store and tells its name there.</summary>
    private async Task<string> KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await blobs.WriteAsync(name, content, cancellationToken).ConfigureAwait(false);
        return name;
    }

    private async Task WriteReplyAsync(Dictionary<string, string> properties, Delivery delivery, FlowReply reply, CancellationToken cancellationToken)
    {
        properties[ReplyOutcomeProperty] = reply.Outcome;
        properties[ReplyMillisecondsProperty] = reply.Milliseconds.ToString("R", CultureInfo.InvariantCulture);
        if (reply.AnswerReference is { } reference)
        {
            properties[ReplyAnswerReferenceProperty] = reference;
            return;
        }

        if (reply.Answer.Length <= MostAnswerBytes && Utf8.IsValid(reply.Answer.Span))
        {
            properties[ReplyAnswerProperty] = Encoding.UTF8.GetString(reply.Answer.Span);
            return;
        }

        try
        {
            properties[ReplyAnswerReferenceProperty] = await KeepAsync(BodyNames.OfAnswer(delivery, reply), reply.Answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What the person filled in, the lead, is in the body: it must not be lost for what was answered.
        }
    }

    /// <summary>An answer that is gone is an empty one.</summary>
    private async Task<FlowReply?> ReadReplyAsync(IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken)
    {
        if (!properties.TryGetValue(ReplyOutcomeProperty, out var outcome))
        {
            return null;
        }

        var reference = properties.GetValueOrDefault(ReplyAnswerReferenceProperty);
        var answer = reference is not null
            ? await blobs.ReadAsync(reference, cancellationToken).ConfigureAwait(false) ?? ReadOnlyMemory<byte>.Empty
            : Encoding.UTF8.GetBytes(properties.GetValueOrDefault(ReplyAnswerProperty, string.Empty));
        _ = double.TryParse(
            properties.GetValueOrDefault(ReplyMillisecondsProperty), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds);
        return new FlowReply(answer, outcome, milliseconds) { AnswerReference = reference };
    }

    private static Dictionary<string, string> AttributesOf(IReadOnlyDictionary<string, string> properties) => properties
        .Where(property => property.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
        .ToDictionary(property => property.Key[AttributePrefix.Length..], property => property.Value, StringComparer.Ordinal);

    private static int SizeOf(Dictionary<string, string> properties) =>
        properties.Sum(property => Encoding.UTF8.GetByteCount(property.Key) + Encoding.UTF8.GetByteCount(property.Value));
}
