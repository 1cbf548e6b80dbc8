namespace Platica.LocalHost.Journaling;

/// <summary>What a record's frame is found to be.</summary>
internal enum FrameState
{
    /// <summary>No record, or not as it was written.</summary>
    Damaged,

    /// <summary>As it was written.</summary>
    Intact,

    /// <summary>Erased, or about to be.</summary>
    Erased,
}
