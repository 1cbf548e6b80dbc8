using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Events;

/// <summary>A person came from an ad.</summary>
public sealed class ReferralReceived(EventFacts facts, Referral referral) : WebhookEvent(facts)
{
    /// <summary>The ad's id.</summary>
    public string? AdId => TextOf(ReferralFields.AdId);

    /// <summary>Meta's click id (<c>ctwa_clid</c>), which attributes a sale to the ad.</summary>
    public string? ClickId => TextOf(ReferralFields.ClickId);

    /// <summary>What the person sent.</summary>
    public string? Text => TextOf(ReferralFields.Text);

    /// <summary>The channel it came over.</summary>
    public string? ChannelId => TextOf(ReferralFields.ChannelId);

    /// <summary>The ad's own description, headline, source and media, as raw JSON.</summary>
    public string? Context => TextOf(ReferralFields.Context);

    /// <summary>All that was sent, from <see cref="ReferralFields"/>.</summary>
    public FieldSet Fields => referral.Fields;

    private string? TextOf(Field field) => Fields.TryGetText(field, out var text) ? text : null;
}
