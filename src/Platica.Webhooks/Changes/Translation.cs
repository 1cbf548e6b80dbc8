using Platica.Webhooks.Events;
using Platica.Webhooks.Flows;

namespace Platica.Webhooks.Changes;

/// <summary>What one delivery means, in no provider's words.</summary>
public sealed record Translation
{
    /// <summary>State that it sets, in no particular order; one entity may occur several times at different versions.</summary>
    public IReadOnlyList<EntityChange> Changes { get; init; } = [];

    /// <summary>What the business's event handlers get; null when there is nothing to tell them. It shares its fields with the changes.</summary>
    public WebhookEvent? Event { get; init; }

    /// <summary>The ad referral that it reports, if any.</summary>
    public Referral? Referral { get; init; }

    /// <summary>What it says happened to a conversation, if anything.</summary>
    public ConversationHistoryEntry? History { get; init; }

    /// <summary>For a Flow exchange, what was asked.</summary>
    public FlowExchange? Exchange { get; init; }
}
