namespace Platica.Processing.Erasure;

/// <summary>How persons are erased.</summary>
public sealed record ErasureOptions
{
    /// <summary>The fewest characters of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>
    /// The key of the hashes under which erased persons are remembered: who has the tables alone cannot try phones until one fits. Null:
    /// nobody can be erased.
    /// </summary>
    public string? Key { get; init; }
}
