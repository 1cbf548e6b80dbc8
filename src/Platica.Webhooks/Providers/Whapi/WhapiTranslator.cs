using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>What a Whapi.Cloud delivery changes.</summary>
internal static class WhapiTranslator
{
    /// <inheritdoc cref="IWebhookProvider.Translate"/>
    public static Translation Translate(Delivery delivery, Envelope envelope) => new()
    {
        Event = new OtherEvent(new EventFacts
        {
            EventId = envelope.EventId,
            EventName = envelope.EventName,
            Provider = delivery.Provider,
            Workspace = WorkspaceKey.Of(delivery, envelope),
            OccurredAt = envelope.Timestamp,
            Body = delivery.Body,
        }),
    };
}
