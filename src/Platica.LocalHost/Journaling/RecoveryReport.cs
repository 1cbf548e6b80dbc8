namespace Platica.LocalHost.Journaling;

/// <summary>What a journal was found to hold when it was opened.</summary>
internal sealed record RecoveryReport
{
    /// <summary>Intact deliveries.</summary>
    public required long Records { get; init; }

    /// <summary>Intact records of kinds that this version does not know; left in place.</summary>
    public required long UnknownRecords { get; init; }

    /// <summary>The file's length after recovery.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes at the end that were no whole record: a write that a crash interrupted. They were cut off.</summary>
    public required long CutBytes { get; init; }

    /// <summary>The suffix of the file that keeps the cut bytes, or null when there was nothing worth keeping.</summary>
    public required string? CutFile { get; init; }

    /// <summary>Bytes that writing the file anew, without what was erased, saved.</summary>
    public required long FreedBytes { get; init; }

    /// <summary>Why the file was not written anew although most of it is erased, or null.</summary>
    public required string? NotCompacted { get; init; }

    /// <summary>
    /// Ranges before the end that hold no record, intact or erased; left in place and skipped. After a power failure these may be parts of
    /// the last, never acknowledged writes.
    /// </summary>
    public required IReadOnlyList<DamagedRange> Damaged { get; init; }
}
