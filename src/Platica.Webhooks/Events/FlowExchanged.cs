using Platica.Webhooks.Flows;

namespace Platica.Webhooks.Events;

/// <summary>A WhatsApp Flow asked something and was answered: the form that a person filled in is the lead.</summary>
public sealed class FlowExchanged(EventFacts facts, FlowExchange exchange, FlowReply? reply = null) : WebhookEvent(facts)
{
    /// <summary>What the phone asked, with the form.</summary>
    public FlowExchange Exchange { get; } = exchange;

    /// <summary>How it was answered; null where that was not kept.</summary>
    public FlowReply? Reply { get; } = reply;
}
