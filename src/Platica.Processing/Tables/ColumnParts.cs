using System.IO.Compression;

namespace Platica.Processing.Tables;

/// <summary>Values that are longer than a column may be go to <c>Name</c>, <c>Name_2</c>, <c>Name_3</c> …</summary>
internal static class ColumnParts
{
    private const int PartCharacters = TableLimits.ValueBytes / sizeof(char);

    /// <summary>The columns of a row that holds one text.</summary>
    public static RowColumns OfText(string name, string text)
    {
        var columns = new RowColumns(capacity: 1);
        SetText(columns, name, text);
        return columns;
    }

    /// <summary>Writes a text over as many columns as it needs. A surrogate pair is never split.</summary>
    public static void SetText(RowColumns columns, string name, string text)
    {
        var part = 1;
        do
        {
            var length = Math.Min(PartCharacters, text.Length);
            length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
            columns[PartName(name, part++)] = length == text.Length ? text : text[..length];
            text = text[length..];
        }
        while (text.Length > 0);
    }

    /// <summary>The whole text, or null when the row has no such column. Only behind a full part, or one that ends before a surrogate pair, is another.</summary>
    public static string? GetText(TableRow row, string name)
    {
        var text = row.GetText(name);
        var last = text;
        for (var part = 2; last is { Length: >= PartCharacters - 1 }; part++)
        {
            last = row.GetText(PartName(name, part));
            text += last;
        }

        return text;
    }

    /// <summary>Writes bytes compressed, over as many columns as they need.</summary>
    public static void SetBytes(RowColumns columns, string name, ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        foreach (var (index, chunk) in compressed.ToArray().Chunk(TableLimits.ValueBytes).Index())
        {
            columns[PartName(name, index + 1)] = chunk;
        }
    }

    /// <summary>The bytes that <see cref="SetBytes"/> wrote, or null when the row has no such column.</summary>
    public static byte[]? GetBytes(TableRow row, string name)
    {
        using var compressed = new MemoryStream();
        for (var part = 1; row.Columns.GetValueOrDefault(PartName(name, part)) is byte[] chunk; part++)
        {
            compressed.Write(chunk);
        }

        if (compressed.Length == 0)
        {
            return null;
        }

        compressed.Position = 0;
        using var plain = new MemoryStream();
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        brotli.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Whether a column holds a value of that name, or a part of it.</summary>
    public static bool IsPart(string column, string name) => column == name || column.StartsWith($"{name}_", StringComparison.Ordinal);

    private static string PartName(string name, int part) => part == 1 ? name : $"{name}_{part}";
}
