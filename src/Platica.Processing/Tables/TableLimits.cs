using System.Buffers;
using System.Text;

namespace Platica.Processing.Tables;

/// <summary>
/// The limits of Azure Table Storage, so that any store refuses what the real one refuses.
/// Source: "Understanding the Table Service Data Model" and "Performing Entity Group Transactions", Azure Storage documentation.
/// </summary>
public static class TableLimits
{
    /// <summary>Characters of a key.</summary>
    public const int KeyCharacters = 1024;

    /// <summary>Bytes of one value: 32 Ki UTF-16 characters.</summary>
    public const int ValueBytes = 64 * 1024;

    /// <summary>Bytes of one row, its keys and column names included.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Columns beside the two keys and the timestamp.</summary>
    public const int Columns = 252;

    /// <summary>Characters of a column's name.</summary>
    public const int ColumnNameCharacters = 255;

    /// <summary>Rows of one transaction.</summary>
    public const int TransactionRows = 100;

    /// <summary>Bytes of one transaction, which is measured as it is sent; see <see cref="SentSizeOf"/>.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>Rows of one page.</summary>
    public const int PageRows = 1000;

    /// <summary>What the store counts for a row beside its keys and columns.</summary>
    private const int RowOverheadBytes = 4;

    /// <summary>What the store counts for a column beside its name and value.</summary>
    private const int ColumnOverheadBytes = 8;

    /// <summary>The part of a transaction that holds a row: its separator, headers and address.</summary>
    private const int SentRowBytes = 1024;

    /// <summary>A column's punctuation and the name of its type.</summary>
    private const int SentColumnBytes = 64;

    /// <summary>A character escaped in JSON.</summary>
    private const int SentCharacterBytes = 6;

    /// <summary>The earliest time that a column can hold.</summary>
    public static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Forbidden in keys, or to be looked at as pairs.</summary>
    private static readonly SearchValues<char> Unusual = SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue + 1)
        .Select(code => (char)code)
        .Where(character => !IsKeyCharacter(character) || char.IsSurrogate(character) || character == '\uFFFD')]);

    /// <summary>Checks a row against every limit and tells its size in bytes as the store counts it.</summary>
    /// <exception cref="StoreRefusedException">A limit is broken.</exception>
    public static int Check(TableRow row)
    {
        CheckKey(row.PartitionKey, "PartitionKey");
        CheckKey(row.RowKey, "RowKey");
        if (row.Columns.Count > Columns)
        {
            throw new StoreRefusedException($"A row has {row.Columns.Count} columns; at most {Columns} are allowed.");
        }

        var size = RowOverheadBytes + ((row.PartitionKey.Length + row.RowKey.Length) * sizeof(char));
        foreach (var (name, value) in row.Columns)
        {
            CheckColumnName(name);
            CheckValue(name, value);
            size += ColumnOverheadBytes + (name.Length * sizeof(char)) + SizeOf(value);
        }

        return size <= RowBytes ? size : throw new StoreRefusedException($"A row holds {size} bytes; at most {RowBytes} are allowed.");
    }

    /// <summary>
    /// What a row takes at most in a transaction as it is sent, in bytes: JSON with every character escaped and bytes in base64, which is up
    /// to three times what the store counts for it.
    /// </summary>
    public static int SentSizeOf(TableRow row)
    {
        var size = SentRowBytes + ((row.PartitionKey.Length + row.RowKey.Length) * SentCharacterBytes);
        foreach (var (name, value) in row.Columns)
        {
            // The name comes twice, the second time with the type. Base64 adds a third, and of its characters JSON escapes the plus.
            size += SentColumnBytes + (2 * name.Length * SentCharacterBytes) + value switch
            {
                string text => text.Length * SentCharacterBytes,
                byte[] bytes => bytes.Length * 3 / 2,
                _ => 0,
            };
        }

        return size;
    }

    /// <summary>Checks the rows of one transaction.</summary>
    /// <exception cref="StoreRefusedException">A limit is broken.</exception>
    public static void CheckTransaction(IReadOnlyList<TableRow> rows)
    {
        if (rows.Count is 0 or > TransactionRows)
        {
            throw new StoreRefusedException($"A transaction has {rows.Count} rows; 1 to {TransactionRows} are allowed.");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var size = 0;
        foreach (var row in rows)
        {
            Check(row);
            size += SentSizeOf(row);
            if (row.PartitionKey != rows[0].PartitionKey)
            {
                throw new StoreRefusedException("A transaction touches more than one partition.");
            }

            if (!keys.Add(row.RowKey))
            {
                throw new StoreRefusedException("A transaction touches a row twice.");
            }
        }

        if (size >= TransactionBytes)
        {
            throw new StoreRefusedException($"A transaction takes up to {size} bytes to send; less than {TransactionBytes} are allowed.");
        }
    }

    /// <summary>Whether a key may hold this character; see also <see cref="TableKey"/>.</summary>
    public static bool IsKeyCharacter(char character) =>
        character is not ('/' or '\\' or '#' or '?') and not (<= '\u001F' or (>= '\u007F' and <= '\u009F'));

    private static void CheckKey(string key, string name)
    {
        if (key.Length > KeyCharacters)
        {
            throw new StoreRefusedException($"The {name} has {key.Length} characters; at most {KeyCharacters} are allowed.");
        }

        if (!key.AsSpan().ContainsAny(Unusual))
        {
            return;
        }

        foreach (var rune in key.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (rune.IsBmp && !IsKeyCharacter((char)rune.Value)))
            {
                throw new StoreRefusedException($"The {name} holds the character U+{rune.Value:X4}, which keys must not hold.");
            }
        }
    }

    private static void CheckColumnName(string name)
    {
        var valid = name.Length is > 0 and <= ColumnNameCharacters && (char.IsLetter(name[0]) || name[0] == '_');
        foreach (var character in name)
        {
            valid &= char.IsLetterOrDigit(character) || character == '_';
        }

        if (!valid)
        {
            throw new StoreRefusedException("A column's name is not an identifier of at most 255 characters.");
        }
    }

    private static void CheckValue(string name, object value)
    {
        if (value is not (string or byte[] or bool or int or long or double or DateTimeOffset))
        {
            throw new StoreRefusedException($"Column {name} holds a {value.GetType().Name}, which tables do not know.");
        }

        if (value is DateTimeOffset time && time < EarliestTime)
        {
            throw new StoreRefusedException($"Column {name} holds a time before 1601.");
        }

        if (SizeOf(value) > ValueBytes)
        {
            throw new StoreRefusedException($"Column {name} holds {SizeOf(value)} bytes; at most {ValueBytes} are allowed.");
        }
    }

    private static int SizeOf(object value) => value switch
    {
        string text => text.Length * sizeof(char),
        byte[] bytes => bytes.Length,
        bool => sizeof(bool),
        int => sizeof(int),
        _ => sizeof(long),
    };
}
