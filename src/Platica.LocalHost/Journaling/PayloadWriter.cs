using System.Buffers.Binary;
using System.Text;

namespace Platica.LocalHost.Journaling;

/// <summary>Writes the parts of a record one behind the other; texts and byte strings are preceded by their length.</summary>
internal ref struct PayloadWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    /// <summary>Room that a text takes.</summary>
    public static int SizeOf(string text) => sizeof(int) + Encoding.UTF8.GetByteCount(text);

    public void Byte(byte value) => _target[Position++] = value;

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_target[Position..], value);
        Position += sizeof(int);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_target[Position..], value);
        Position += sizeof(long);
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetBytes(text, _target[(Position + sizeof(int))..]);
        Int32(length);
        Position += length;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Int32(bytes.Length);
        Rest(bytes);
    }

    /// <summary>The last part, which ends with the record and needs no length.</summary>
    public void Rest(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_target[Position..]);
        Position += bytes.Length;
    }
}
