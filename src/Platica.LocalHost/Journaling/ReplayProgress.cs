namespace Platica.LocalHost.Journaling;

/// <summary>How far a replay has come.</summary>
/// <param name="BytesRead">Bytes read so far.</param>
/// <param name="BytesTotal">Bytes in the journal.</param>
internal readonly record struct ReplayProgress(long BytesRead, long BytesTotal);
