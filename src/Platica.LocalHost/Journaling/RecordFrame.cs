using System.Buffers.Binary;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// What surrounds a record's payload: four bytes to find it by, its length, and its CRC-32C seeded with the file's salt.
/// All numbers in a journal are little-endian.
/// </summary>
internal static class RecordFrame
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 12;

    /// <summary>A longer payload is not taken; a longer length is damage.</summary>
    public const int MaxPayloadBytes = 64 * 1024 * 1024;

    /// <summary>Begins every record. No UTF-8 text holds these bytes, so searching for a record rarely stops in vain.</summary>
    public static ReadOnlySpan<byte> Marker => [0xFA, (byte)'P', (byte)'J', 0xF5];

    /// <summary>Fills in the frame's first bytes; the payload stands behind them already.</summary>
    public static void Seal(Span<byte> frame, uint salt)
    {
        Marker.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Crc32C.Compute(frame[HeaderBytes..], salt));
    }

    /// <summary>Whether a frame may begin here, and how long its payload would be.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> bytes, out int payloadBytes)
    {
        payloadBytes = bytes.Length >= HeaderBytes && bytes.StartsWith(Marker) ? BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) : 0;
        return payloadBytes is > 0 and <= MaxPayloadBytes;
    }

    /// <summary>Whether the payload is the one that was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame, uint salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]) == Crc32C.Compute(frame[HeaderBytes..], salt);
}
