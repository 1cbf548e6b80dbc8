using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>The business's own account was linked or unlinked, or its link to the provider got better or worse.</summary>
public sealed class ChannelUpdated(EventFacts facts, Channel channel) : WebhookEvent(facts)
{
    /// <summary>What the delivery tells of the channel.</summary>
    public Channel Channel { get; } = channel;
}
