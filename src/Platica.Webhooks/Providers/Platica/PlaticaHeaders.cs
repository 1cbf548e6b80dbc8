namespace Platica.Webhooks.Providers.Platica;

/// <summary>The request headers of a Platica delivery (docs.platica.mx, "Delivery and Signatures") and those kept with the body.</summary>
public static class PlaticaHeaders
{
    /// <summary><c>sha256=</c> + hex.</summary>
    public const string Signature = "X-Webhook-Signature";

    /// <summary>The event's name.</summary>
    public const string Event = "X-Webhook-Event";

    /// <summary>The id of the configured webhook, not of the event.</summary>
    public const string WebhookId = "X-Webhook-Id";

    /// <summary>The event's id.</summary>
    public const string EventId = "X-Webhook-Event-Id";

    /// <summary>The resource's kind.</summary>
    public const string ResourceType = "X-Webhook-Resource-Type";

    /// <summary>The resource's id.</summary>
    public const string ResourceId = "X-Webhook-Resource-Id";

    /// <summary>The event's time.</summary>
    public const string Timestamp = "X-Webhook-Timestamp";

    /// <summary>The attribute that holds <see cref="Event"/>.</summary>
    internal const string EventAttribute = "event";

    /// <summary>The attribute that holds <see cref="Timestamp"/>.</summary>
    internal const string TimestampAttribute = "timestamp";

    private const int LongestKept = 256;

    /// <summary>What is kept beside the body: unsigned, so only where the body tells nothing. Over-long values are dropped.</summary>
    internal static Dictionary<string, string> Keep(RequestHead head)
    {
        var kept = new Dictionary<string, string>(3, StringComparer.Ordinal);
        Add(EventAttribute, head.Header(Event));
        Add(TimestampAttribute, head.Header(Timestamp));
        Add(DeliveryAttributes.WebhookId, head.Header(WebhookId));
        return kept;

        void Add(string attribute, string? value)
        {
            if (value is { Length: > 0 and <= LongestKept })
            {
                kept[attribute] = value;
            }
        }
    }
}
