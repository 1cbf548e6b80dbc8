using System.Buffers.Binary;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// What surrounds a record's payload: four bytes to find it by, its length, and its CRC-32C seeded with the file's salt. An erased record keeps
/// its place and length; it has other bytes to find it by, a CRC of these and of its length, and a payload of zeros.
/// All numbers in a journal are little-endian.
/// </summary>
internal static class RecordFrame
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 12;

    /// <summary>A longer payload is not taken; a longer length is damage.</summary>
    public const int MaxPayloadBytes = 64 * 1024 * 1024;

    private const int ChecksumOffset = 8;

    /// <summary>Begins every record that was not erased.</summary>
    public static ReadOnlySpan<byte> Marker => [0xFA, (byte)'P', (byte)'J', 0xF5];

    /// <summary>Begins an erased record. It differs in a single byte, which is written whole or not at all, and in several bits of it: no flipped bit erases.</summary>
    public static ReadOnlySpan<byte> ErasedMarker => [0xFA, (byte)'P', (byte)'E', 0xF5];

    /// <summary>How both begin. No UTF-8 text holds these bytes, so searching for a record rarely stops in vain.</summary>
    public static ReadOnlySpan<byte> AnyMarker => Marker[..2];

    /// <summary>Fills in the frame's first bytes; the payload stands behind them already.</summary>
    public static void Seal(Span<byte> frame, uint salt)
    {
        Marker.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumOffset..], Crc32C.Compute(frame[HeaderBytes..], salt));
    }

    /// <summary>Makes the first bytes of an erased record.</summary>
    public static void SealErased(Span<byte> header, int payloadBytes, uint salt)
    {
        ErasedMarker.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], payloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ChecksumOffset..], ErasedChecksum(header, salt));
    }

    /// <summary>Whether a frame may begin here, and how long its payload would be.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> bytes, out int payloadBytes)
    {
        payloadBytes = bytes.Length >= HeaderBytes && (bytes.StartsWith(Marker) || bytes.StartsWith(ErasedMarker))
            ? BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])
            : 0;
        return payloadBytes is > 0 and <= MaxPayloadBytes;
    }

    /// <summary>
    /// What a whole frame is. Erasing writes the header, from its first byte on, and then the zeros: a crash may leave a header of which some
    /// last bytes are still those of the payload.
    /// </summary>
    public static FrameState StateOf(ReadOnlySpan<byte> frame, uint salt)
    {
        Span<byte> intact = stackalloc byte[sizeof(uint)];
        Span<byte> erased = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(erased, ErasedChecksum(frame, salt));
        var checksum = frame.Slice(ChecksumOffset, sizeof(uint));
        if (checksum.SequenceEqual(erased))
        {
            return FrameState.Erased;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(intact, Crc32C.Compute(frame[HeaderBytes..], salt));
        if (frame.StartsWith(Marker))
        {
            return checksum.SequenceEqual(intact) ? FrameState.Intact : FrameState.Damaged;
        }

        var written = checksum.CommonPrefixLength(erased);
        return checksum[written..].SequenceEqual(intact[written..]) ? FrameState.Erased : FrameState.Damaged;
    }

    /// <summary>Whether nothing is left to do for a frame that is <see cref="FrameState.Erased"/>.</summary>
    public static bool IsErasedWholly(ReadOnlySpan<byte> frame, uint salt) =>
        frame.StartsWith(ErasedMarker)
        && BinaryPrimitives.ReadUInt32LittleEndian(frame[ChecksumOffset..]) == ErasedChecksum(frame, salt)
        && !frame[HeaderBytes..].ContainsAnyExcept((byte)0);

    /// <summary>Of what an erased record begins with, so that its length can be trusted when its payload cannot.</summary>
    private static uint ErasedChecksum(ReadOnlySpan<byte> frame, uint salt)
    {
        Span<byte> start = stackalloc byte[ChecksumOffset];
        ErasedMarker.CopyTo(start);
        frame[4..ChecksumOffset].CopyTo(start[4..]);
        return Crc32C.Compute(start, salt);
    }
}
