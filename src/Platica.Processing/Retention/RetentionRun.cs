using Platica.Processing.Erasure;

namespace Platica.Processing.Retention;

/// <summary>What one call has to do.</summary>
/// <param name="Place">Where it goes on.</param>
/// <param name="HasTime">Whether there is time for another page.</param>
internal sealed record RetentionRun(RetentionPlace Place, Func<bool> HasTime)
{
    /// <summary>Whether it only counts.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Only of this workspace; then dead letters stay, for not all of them have one.</summary>
    public string? OnlyWorkspace { get; init; }

    /// <summary>What was removed, or would be, by table.</summary>
    public RemovalCounts Counts { get; } = new();
}
