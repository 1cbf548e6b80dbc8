using Platica.Processing.Merging;

namespace Platica.Processing.Deliveries;

/// <summary>What the queue shall do with a delivery that was processed.</summary>
public enum SettlementKind
{
    /// <summary>Everything is stored: take it off the queue.</summary>
    Complete,

    /// <summary>It can never be stored: put it aside, with the reason.</summary>
    DeadLetter,

    /// <summary>It could not be stored now: deliver it again later.</summary>
    Abandon,
}

/// <summary>The settlement of one delivery.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Reason">For a dead letter, one of <see cref="DeadLetterReasons"/>.</param>
/// <param name="Description">What went wrong, without any value of the body.</param>
public sealed record Settlement(SettlementKind Kind, string? Reason = null, string? Description = null)
{
    /// <summary>Everything is stored.</summary>
    public static Settlement Complete { get; } = new(SettlementKind.Complete);

    /// <summary>It can never be stored. Of the description at most 4,096 characters are kept.</summary>
    public static Settlement DeadLetter(string reason, string description) =>
        new(SettlementKind.DeadLetter, reason, ValueLimits.CutDescription(description));

    /// <summary>It could not be stored now.</summary>
    public static Settlement Abandon(string description) => new(SettlementKind.Abandon, Description: description);
}
