using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Events;

/// <summary>A client's profile, owners, tags or custom fields changed.</summary>
public sealed class ClientUpdated(EventFacts facts, Field? changed = null) : ClientEvent(facts)
{
    /// <summary>Which, from <see cref="ClientFields"/>; null when the event does not say.</summary>
    public Field? Changed { get; } = changed;
}
