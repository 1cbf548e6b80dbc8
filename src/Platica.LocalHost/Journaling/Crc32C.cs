using System.Buffers.Binary;
using System.Numerics;

namespace Platica.LocalHost.Journaling;

/// <summary>CRC-32C (Castagnoli) by the processor's own instruction, eight bytes a step.</summary>
internal static class Crc32C
{
    /// <summary>The checksum, begun with <paramref name="seed"/>; a seed of zero gives the standard CRC-32C.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
