namespace Platica.LocalHost.Journaling;

/// <summary>What a journal was found to hold when it was opened.</summary>
/// <param name="Records">Intact deliveries.</param>
/// <param name="UnknownRecords">Intact records of kinds that this version does not know; left in place.</param>
/// <param name="Bytes">The file's length after recovery.</param>
/// <param name="CutBytes">Bytes at the end that were no whole record: a write that a crash interrupted. They were cut off.</param>
/// <param name="CutFile">The suffix of the file that keeps the cut bytes, or null when there was nothing worth keeping.</param>
/// <param name="Damaged">
/// Ranges before the end that hold no intact record; left in place and skipped. After a power failure these may be parts of
/// the last, never acknowledged writes.
/// </param>
internal sealed record RecoveryReport(
    long Records, long UnknownRecords, long Bytes, long CutBytes, string? CutFile, IReadOnlyList<DamagedRange> Damaged);
