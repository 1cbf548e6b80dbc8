namespace Platica.LocalHost.Journaling;

/// <summary>A part of a journal that cannot be read.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">How long it is.</param>
internal readonly record struct DamagedRange(long Offset, long Bytes);
