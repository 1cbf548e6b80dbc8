using System.Buffers.Binary;

namespace Platica.LocalHost.Journaling;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote. A part that does not fit throws <see cref="ArgumentOutOfRangeException"/>.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public ReadOnlySpan<byte> Bytes() => Take(Int32());

    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    private ReadOnlySpan<byte> Take(int count)
    {
        var part = _rest[..count];
        _rest = _rest[count..];
        return part;
    }
}
