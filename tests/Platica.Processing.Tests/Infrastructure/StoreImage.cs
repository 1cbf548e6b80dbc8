using System.Globalization;
using System.Text;
using Platica.Processing.Deliveries;
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
    public static async Task<StoreImage> TakeAsync(ObservedTableStore store)
    {
        var image = new StoreImage();
        var rows = await store.ReadRowsAsync();
        foreach (var (table, row) in rows)
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
        await AddAnswerAsync(pipeline, "/api/conversations", "limit=2");
        await AddAnswerAsync(pipeline, "/api/dead-letters", "limit=2&bodies=true");
        foreach (var (_, row) in rows.Where(item => item.Row.PartitionKey == DirectoryRows.Workspaces))
        {
            var query = $"workspace={Uri.EscapeDataString(row.GetText(DirectoryRows.Name)!)}";
            await AddAnswerAsync(pipeline, "/api/conversations", $"{query}&limit=2");
            await AddAnswerAsync(pipeline, "/api/clients", $"{query}&limit=2");
            await AddAnswerAsync(pipeline, "/api/events", $"{query}&limit=9&bodies=true");
        }

        foreach (var (table, row) in rows.Where(item => item.Table is TableNames.Conversations or TableNames.Clients))
        {
            var path = $"/api/{(table == TableNames.Clients ? "clients" : "conversations")}/{Uri.EscapeDataString(row.GetText("Id")!)}";
            var query = $"workspace={Uri.EscapeDataString(row.GetText("Workspace")!)}";
            var one = await pipeline.GetAsync(path, query);
            _cells[$"GET {path}?{query}"] = Encoding.UTF8.GetString(one.Body.Span);
            if (table == TableNames.Conversations)
            {
                await AddAnswerAsync(pipeline, $"{path}/messages", $"{query}&limit=1");
            }
        }
    }

    private async Task AddAnswerAsync(Pipeline pipeline, string path, string query)
    {
        foreach (var (index, page) in (await pipeline.GetPagesAsync(path, query)).Index())
        {
            _cells[$"GET {path}?{query} page {index + 1}"] = page;
        }
    }
}
