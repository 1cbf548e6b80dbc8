using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>A call rings, was answered, was missed.</summary>
public sealed class CallUpdated(EventFacts facts, Call call) : WebhookEvent(facts)
{
    /// <summary>What the delivery tells of the call.</summary>
    public Call Call { get; } = call;
}
