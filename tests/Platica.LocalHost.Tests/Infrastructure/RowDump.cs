using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>Shows everything that was written to a store as text, one column a line, so that a difference is a line.</summary>
internal sealed class RowDump(ITableStore store) : ITableStore
{
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), bool> _partitions = [];

    public async Task<string> WriteAsync()
    {
        var text = new StringBuilder();
        var partitions = _partitions.Keys.OrderBy(key => key.Table, StringComparer.Ordinal).ThenBy(key => key.PartitionKey, StringComparer.Ordinal);
        foreach (var (table, partitionKey) in partitions)
        {
            foreach (var row in await store.QueryAsync(new(table, partitionKey, TableLimits.PageRows), CancellationToken.None))
            {
                text.Append(table).Append("  ").Append(row.PartitionKey).Append("  ").Append(row.RowKey).Append('\n');
                foreach (var (column, value) in row.Columns.Where(IsShown).OrderBy(column => column.Key, StringComparer.Ordinal))
                {
                    text.Append(column == "_v" ? Versions((string)value) : $"  {column} = {Show(value)}\n");
                }
            }
        }

        return text.ToString();
    }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        _partitions[(table, row.PartitionKey)] = true;
        return store.InsertAsync(table, row, cancellationToken);
    }

    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        store.ReplaceAsync(table, row, etag, cancellationToken);

    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        _partitions[(table, rows[0].PartitionKey)] = true;
        return store.InsertAllAsync(table, rows, cancellationToken);
    }

    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.DeleteAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        store.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);

    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        store.QueryAsync(query, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    /// <summary>The compressed body is compared where it can be read: over the API.</summary>
    private static bool IsShown(KeyValuePair<string, object> column) => column.Value is not byte[];

    private static string Show(object value) => value switch
    {
        string text => $"\"{text}\"",
        DateTimeOffset time => Show(time),
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value} ({value.GetType().Name})"),
    };

    private static string Show(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>For each field, and each key of a map, what set it: the snapshot's time, the envelope's, the rank, the event.</summary>
    private static string Versions(string json)
    {
        var root = JsonElement.Parse(json);
        var versions = root.GetProperty("v").EnumerateArray()
            .Select(version => $"{Ticks(version[0])} {Ticks(version[1])} {version[2].GetInt32()} {version[3].GetString()}").ToList();
        var fields = root.GetProperty("f").EnumerateObject().Select(field => (field.Name, Version: field.Value.GetInt32()))
            .Concat(root.GetProperty("k").EnumerateObject()
                .SelectMany(map => map.Value.EnumerateObject().Select(key => (Name: $"{map.Name}[{key.Name}]", Version: key.Value.GetInt32()))));
        return string.Concat(fields
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"  _v {field.Name} = {versions[field.Version]}\n"));
    }

    private static string Ticks(JsonElement ticks) => Show(new DateTimeOffset(ticks.GetInt64(), TimeSpan.Zero));
}
