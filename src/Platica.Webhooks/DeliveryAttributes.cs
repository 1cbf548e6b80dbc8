namespace Platica.Webhooks;

/// <summary>The names of <see cref="Delivery.Attributes"/> that mean the same whatever the provider.</summary>
public static class DeliveryAttributes
{
    /// <summary>The id of the webhook that was configured at the provider; not of the event.</summary>
    public const string WebhookId = "webhookId";
}
