using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tables;

/// <summary>
/// The values of a row as bytes: a type byte before each, texts in UTF-8. A million rows then cost a fraction of what their
/// strings and boxes would, and nobody outside can change what is stored.
/// </summary>
internal static class RowValues
{
    private const byte Utf8Text = 1;
    private const byte Utf16Text = 2;
    private const byte Binary = 3;
    private const byte False = 4;
    private const byte True = 5;
    private const byte Int32 = 6;
    private const byte Int64 = 7;
    private const byte Double = 8;
    private const byte Time = 9;
    private const int LengthHead = 1 + sizeof(int);

    private static readonly object BoxedFalse = false;
    private static readonly object BoxedTrue = true;

    /// <summary>The values of a row.</summary>
    /// <param name="row">A row that passed <see cref="TableLimits.Check"/>.</param>
    /// <param name="size">The size that the check told; UTF-8 takes at most half more.</param>
    public static byte[] Pack(TableRow row, int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size * 2);
        try
        {
            var position = 0;
            foreach (var (_, value) in row.Columns)
            {
                position += Write(value, buffer.AsSpan(position));
            }

            return buffer.AsSpan(0, position).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The columns by name; byte arrays are the caller's own.</summary>
    public static RowColumns Unpack(string[] names, ReadOnlySpan<byte> values)
    {
        var columns = new RowColumns(names.Length);
        var rest = values;
        foreach (var name in names)
        {
            columns.Add(name, Read(ref rest));
        }

        return columns;
    }

    private static int Write(object value, Span<byte> target) => value switch
    {
        string text => WriteText(text, target),
        byte[] bytes => WriteBytes(Binary, bytes, target),
        bool flag => WriteFixed(flag ? True : False, [], target),
        int number => WriteInt32(number, target),
        long number => WriteInt64(Int64, number, target),
        double number => WriteInt64(Double, BitConverter.DoubleToInt64Bits(number), target),
        DateTimeOffset time => WriteInt64(Time, time.UtcTicks, target),
        _ => throw new StoreRefusedException($"Tables do not know values of type {value.GetType().Name}."),
    };

    private static int WriteText(string text, Span<byte> target)
    {
        var status = Utf8.FromUtf16(text, target[LengthHead..], out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            // A lone surrogate has no UTF-8, yet it must come back as it was.
            return WriteBytes(Utf16Text, MemoryMarshal.AsBytes(text.AsSpan()), target);
        }

        target[0] = Utf8Text;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], written);
        return LengthHead + written;
    }

    private static int WriteBytes(byte type, ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        target[0] = type;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], bytes.Length);
        bytes.CopyTo(target[LengthHead..]);
        return LengthHead + bytes.Length;
    }

    private static int WriteInt32(int value, Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return WriteFixed(Int32, bytes, target);
    }

    private static int WriteInt64(byte type, long value, Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return WriteFixed(type, bytes, target);
    }

    private static int WriteFixed(byte type, ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        target[0] = type;
        bytes.CopyTo(target[1..]);
        return 1 + bytes.Length;
    }

    private static object Read(ref ReadOnlySpan<byte> rest)
    {
        var type = Take(ref rest, 1)[0];
        return type switch
        {
            Utf8Text => Encoding.UTF8.GetString(TakeBytes(ref rest)),
            Utf16Text => new string(MemoryMarshal.Cast<byte, char>(TakeBytes(ref rest))),
            Binary => TakeBytes(ref rest).ToArray(),
            False => BoxedFalse,
            True => BoxedTrue,
            Int32 => BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, sizeof(int))),
            Int64 => TakeInt64(ref rest),
            Double => BitConverter.Int64BitsToDouble(TakeInt64(ref rest)),
            _ => new DateTimeOffset(TakeInt64(ref rest), TimeSpan.Zero),
        };
    }

    private static ReadOnlySpan<byte> TakeBytes(ref ReadOnlySpan<byte> rest) =>
        Take(ref rest, BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, sizeof(int))));

    private static long TakeInt64(ref ReadOnlySpan<byte> rest) => BinaryPrimitives.ReadInt64LittleEndian(Take(ref rest, sizeof(long)));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var part = rest[..count];
        rest = rest[count..];
        return part;
    }
}
