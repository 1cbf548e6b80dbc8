using System.Text;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Journaling;

/// <summary>A record that says how an operation left a row: the tables are made of deliveries at each start, and none tells of it.</summary>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">The partition.</param>
/// <param name="RowKey">The key within the partition.</param>
/// <param name="Row">The whole row, or null when it was deleted.</param>
internal sealed record RowChange(string Table, string PartitionKey, string RowKey, TableRow? Row) : JournalChange
{
    /// <summary>The first byte of its payload.</summary>
    public const byte Kind = 4;

    private const int Deleted = -1;

    /// <summary>The record's reference, when it was read from a journal.</summary>
    public string? Reference { get; init; }

    /// <summary>A row that was inserted or replaced.</summary>
    public static RowChange Put(string table, TableRow row) => new(table, row.PartitionKey, row.RowKey, row);

    /// <summary>The same in a journal whose records have moved: columns that name a place of it name the new one; of what is gone they name none.</summary>
    public RowChange Moved(MovedRecords moved) => Row is null ? this : this with
    {
        Row = Row with { Columns = Row.Columns.ToDictionary(column => column.Key, column => Moved(column.Key, column.Value, moved)) },
    };

    /// <summary>The payload: kind, keys, number of columns or -1, their names, their values.</summary>
    public byte[] Serialize()
    {
        string[] names = Row is null ? [] : [.. Row.Columns.Keys];
        var values = Row is null ? [] : RowValues.Pack(Row, TableLimits.Check(Row));
        string[] texts = [Table, PartitionKey, RowKey, .. names];
        var payload = new byte[sizeof(byte) + sizeof(int) + texts.Sum(PayloadWriter.SizeOf) + values.Length];
        var writer = new PayloadWriter(payload);
        writer.Byte(Kind);
        writer.Text(Table);
        writer.Text(PartitionKey);
        writer.Text(RowKey);
        writer.Int32(Row is null ? Deleted : names.Length);
        foreach (var name in names)
        {
            writer.Text(name);
        }

        writer.Rest(values);
        return payload;
    }

    /// <summary>Reads a payload of this <see cref="Kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is not what <see cref="Serialize"/> makes.</exception>
    public static RowChange Read(ReadOnlySpan<byte> payload, string reference)
    {
        var reader = new PayloadReader(payload[1..]);
        var (table, partitionKey, rowKey) = (Text(ref reader), Text(ref reader), Text(ref reader));
        var count = reader.Int32();
        if (count == Deleted)
        {
            return new(table, partitionKey, rowKey, null) { Reference = reference };
        }

        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            names.Add(Text(ref reader));
        }

        return new(table, partitionKey, rowKey, new(partitionKey, rowKey, RowValues.Unpack([.. names], reader.Rest()))) { Reference = reference };
    }

    private static object Moved(string column, object value, MovedRecords moved) =>
        value is string text && column.EndsWith("Reference", StringComparison.Ordinal) ? JournalReference.Moved(text, moved) : value;

    private static string Text(ref PayloadReader reader) => Encoding.UTF8.GetString(reader.Bytes());
}
