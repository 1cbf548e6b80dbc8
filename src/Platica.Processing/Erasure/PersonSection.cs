using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>What one table holds of a person.</summary>
/// <param name="Table">The table.</param>
/// <param name="Fields">Its columns to show.</param>
/// <param name="ReadAsync">The rows that may be the person's, from a place on.</param>
/// <param name="ShowAsync">The row to show for one of them; null to leave it out.</param>
internal sealed record PersonSection(
    string Table,
    FieldCatalog Fields,
    Func<string?, CancellationToken, IAsyncEnumerable<RowPage>> ReadAsync,
    Func<TableRow, CancellationToken, Task<PersonRow?>> ShowAsync);

/// <summary>A row of a person.</summary>
/// <param name="Row">The row.</param>
/// <param name="Body">The raw body, where the row holds a delivery.</param>
internal sealed record PersonRow(TableRow Row, ReadOnlyMemory<byte>? Body = null)
{
    /// <summary>About how many bytes it takes to be shown.</summary>
    public long Size => (Body?.Length ?? 0) + Row.Columns.Values.Sum(value => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        _ => sizeof(long),
    });
}
