using Platica.Processing.Operations;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>A partition to go through.</summary>
/// <param name="Table">Its table.</param>
/// <param name="PartitionKey">Its key.</param>
/// <param name="Order">Its place among the parts in ordinal order, made of keys, which hold no control characters.</param>
internal sealed record ArchivePart(string Table, string PartitionKey, string Order)
{
    /// <summary>Sorts after all that a key goes on with.</summary>
    public const string PastKeys = "~";

    private const char Separator = '\n';

    /// <summary>Whether it is a day of events or dead letters.</summary>
    public bool IsDay => Table != TableNames.Erasures;

    /// <summary>The place after this part, as a continuation tells it.</summary>
    public string End => $"{Order}{PastKeys}{Separator}";

    /// <summary>The place after a row of this part.</summary>
    public string After(string rowKey) => $"{Order}{Separator}{rowKey}";

    /// <summary>Reads what <see cref="After"/> wrote; the beginning of all parts for null.</summary>
    /// <exception cref="Reading.ReadProblemException">It did not write it.</exception>
    public static (string Order, string? RowKey) Read(string? continuation) => continuation?.Split(Separator) switch
    {
        null => (string.Empty, null),
        [var order, var rowKey] => (order, rowKey.Length == 0 ? null : rowKey),
        _ => throw OperationCall.Invalid("continuation", "the continuation of an earlier answer"),
    };
}
