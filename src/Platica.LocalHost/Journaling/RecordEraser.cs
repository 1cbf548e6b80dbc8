namespace Platica.LocalHost.Journaling;

/// <summary>
/// Overwrites records where they stand: no offset changes. The header first, and on the device, so that from then on the record is erased
/// whatever happens; then its payload. A crash in between is mended at the next start.
/// </summary>
internal static class RecordEraser
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>
    /// The record at an offset, intact or erased, or null when none is there. An erased one may be so in memory only, after a flush that failed.
    /// </summary>
    public static RecordPlace? Find(IJournalFile file, uint salt, long offset)
    {
        Span<byte> header = stackalloc byte[RecordFrame.HeaderBytes];
        if (offset > file.Length
            || file.Read(header, offset) < header.Length
            || !RecordFrame.TryReadLength(header, out var payloadBytes)
            || payloadBytes > file.Length - offset)
        {
            return null;
        }

        var frame = new byte[RecordFrame.HeaderBytes + payloadBytes];
        return file.Read(frame, offset) == frame.Length
            && RecordFrame.StateOf(frame, salt) != FrameState.Damaged
            ? new(offset, payloadBytes)
            : null;
    }

    /// <summary>Erases records; they are so on the device when this returns. Again is as good.</summary>
    public static void Erase(IJournalFile file, uint salt, IReadOnlyCollection<RecordPlace> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        Span<byte> header = stackalloc byte[RecordFrame.HeaderBytes];
        foreach (var record in records)
        {
            RecordFrame.SealErased(header, record.PayloadBytes, salt);
            file.Write(header, record.Offset);
        }

        file.Flush();
        var zeros = new byte[Math.Min(ChunkBytes, records.Max(record => record.PayloadBytes))];
        foreach (var record in records)
        {
            for (var done = 0; done < record.PayloadBytes; done += zeros.Length)
            {
                var chunk = zeros.AsSpan(0, Math.Min(zeros.Length, record.PayloadBytes - done));
                file.Write(chunk, record.Offset + RecordFrame.HeaderBytes + done);
            }
        }

        file.Flush();
    }
}

/// <summary>Where a record stands.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="PayloadBytes">The length of its payload.</param>
internal readonly record struct RecordPlace(long Offset, int PayloadBytes);
