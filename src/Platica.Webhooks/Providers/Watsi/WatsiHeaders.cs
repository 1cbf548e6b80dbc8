namespace Platica.Webhooks.Providers.Watsi;

/// <summary>The request headers of a Watsi delivery (docs.watsi.ai, "Webhooks") and those kept with the body.</summary>
public static class WatsiHeaders
{
    /// <summary>Nothing but hex.</summary>
    public const string Signature = "X-Watsi-Signature";

    /// <summary>The event's name.</summary>
    public const string Event = "X-Watsi-Event";

    /// <summary>The delivery's id, for tracing: whether it stays the same when the delivery is sent again is not documented.</summary>
    public const string DeliveryId = "X-Watsi-Delivery-Id";

    /// <summary>The attribute that holds <see cref="Event"/>.</summary>
    internal const string EventAttribute = "event";

    /// <summary>The attribute that holds <see cref="DeliveryId"/>.</summary>
    internal const string DeliveryIdAttribute = "deliveryId";

    private const int LongestKept = 256;

    /// <summary>What is kept beside the body: unsigned, so only where the body tells nothing. Over-long values are dropped.</summary>
    internal static Dictionary<string, string> Keep(RequestHead head)
    {
        var kept = new Dictionary<string, string>(2, StringComparer.Ordinal);
        Add(EventAttribute, head.Header(Event));
        Add(DeliveryIdAttribute, head.Header(DeliveryId));
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
