using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Changes;

/// <summary>A person came from an ad: told once, written once.</summary>
/// <param name="At">When.</param>
/// <param name="Fields">What is known of it, from <see cref="ReferralFields"/>.</param>
public sealed record Referral(DateTimeOffset At, FieldSet Fields);
