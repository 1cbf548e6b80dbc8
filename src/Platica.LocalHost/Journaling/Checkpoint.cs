using System.Buffers.Binary;

namespace Platica.LocalHost.Journaling;

/// <summary>A record that says: every delivery before <paramref name="Position"/> is settled, its handlers have run and run no more.</summary>
/// <param name="Position">An offset in the journal, that of a delivery or of the end at its time.</param>
internal readonly record struct Checkpoint(long Position)
{
    /// <summary>The first byte of a checkpoint's payload.</summary>
    public const byte Kind = 2;

    /// <summary>Length of the payload.</summary>
    public const int PayloadBytes = sizeof(byte) + sizeof(long);

    /// <summary>Writes the payload.</summary>
    public void Write(Span<byte> payload)
    {
        payload[0] = Kind;
        BinaryPrimitives.WriteInt64LittleEndian(payload[1..], Position);
    }

    /// <summary>Reads a payload of this <see cref="Kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is not what <see cref="Write"/> makes.</exception>
    public static Checkpoint Read(ReadOnlySpan<byte> payload) => new(new PayloadReader(payload[1..]).Int64());
}
