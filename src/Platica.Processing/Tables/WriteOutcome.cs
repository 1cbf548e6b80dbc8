namespace Platica.Processing.Tables;

/// <summary>What became of a write.</summary>
public enum WriteOutcome
{
    /// <summary>It is stored.</summary>
    Written,

    /// <summary>Somebody else wrote first: the key is taken, or the row has another ETag. Nothing was changed.</summary>
    Conflict,
}
