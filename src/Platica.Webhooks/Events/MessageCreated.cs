namespace Platica.Webhooks.Events;

/// <summary>A message was written, by the customer or to them: see <c>Message.Direction</c>.</summary>
public sealed class MessageCreated(EventFacts facts, ReferralReceived? referral = null) : MessageEvent(facts)
{
    /// <summary>The ad that it was written upon, where the provider tells it together with the message; it is an event as well.</summary>
    public ReferralReceived? Referral { get; } = referral;

    /// <inheritdoc/>
    public override WebhookEvent? Also => Referral;
}
