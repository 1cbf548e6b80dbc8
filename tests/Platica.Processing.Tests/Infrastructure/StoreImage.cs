using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>All that can be seen from outside after some deliveries: each cell of each row, and each answer of the read API.</summary>
internal sealed class StoreImage
{
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);

    private StoreImage()
    {
    }

    /// <summary>Takes an image.</summary>
    /// <param name="store">The rows.</param>
    /// <param name="claims">A table whose rows are only claims, which readers check: what they show counts, and no claim of which nothing shows.</param>
    public static async Task<StoreImage> TakeAsync(ObservedTableStore store, string? claims = null)
    {
        var image = new StoreImage();
        var rows = await store.ReadRowsAsync();
        foreach (var (table, row) in rows.Where(item => item.Table != TableNames.Erasures && item.Table != claims))
        {
            image.AddRow(table, row);
        }

        await image.AddAnswersAsync(new Pipeline(store), rows);
        return image;
    }

    /// <summary>The first cell or answer that is another in <paramref name="other"/>; null when both show the same.</summary>
    public string? FirstDifference(StoreImage other)
    {
        var address = _cells.Keys.Union(other._cells.Keys)
            .Where(key => _cells.GetValueOrDefault(key) != other._cells.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return address is null ? null
            : $"{address}\n  one:   {ValueAt(address)}\n  other: {other.ValueAt(address)}";
    }

    private string ValueAt(string address) => _cells.GetValueOrDefault(address, "(absent)");

    private void AddRow(string table, TableRow row)
    {
        var address = $"row {table} / {row.PartitionKey} / {row.RowKey}";
        _cells[address] = string.Join(' ', row.Columns.Keys.Order(StringComparer.Ordinal));
        foreach (var (column, value) in row.Columns)
        {
            _cells[$"{address} / {column}"] = value switch
            {
                byte[] bytes => Convert.ToBase64String(bytes),
                DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
                _ => $"{value.GetType().Name} {value}",
            };
        }
    }

    private async Task AddAnswersAsync(Pipeline pipeline, IReadOnlyList<(string Table, TableRow Row)> rows)
    {
        foreach (var (path, query) in ReadQuestions.About(rows))
        {
            foreach (var (index, page) in (await pipeline.GetPagesAsync(path, query)).Index())
            {
                _cells[$"GET {path}?{query} page {index + 1}"] = page;
            }
        }
    }
}
