using Platica.Webhooks.Flows;

namespace Platica.Webhooks.Changes;

/// <summary>What one delivery means, in no provider's words.</summary>
public sealed record Translation
{
    /// <summary>State that it sets, in no particular order; one entity may occur several times at different versions.</summary>
    public IReadOnlyList<EntityChange> Changes { get; init; } = [];

    /// <summary>The ad referral that it reports, if any.</summary>
    public Referral? Referral { get; init; }

    /// <summary>What it says happened to a conversation, if anything.</summary>
    public ConversationEvent? ConversationEvent { get; init; }

    /// <summary>For a Flow exchange, what was asked.</summary>
    public FlowExchange? Exchange { get; init; }

    /// <summary>A delivery that changes nothing: it is archived, no more.</summary>
    public static Translation Nothing { get; } = new();
}
