using Azure;
using Azure.Data.Tables;
using Platica.Processing.Tables;

namespace Platica.Functions.Tables;

/// <summary>Rows as the client of Table Storage knows them.</summary>
internal static class TableEntities
{
    /// <summary>What the client adds; a column's name has no dot.</summary>
    private const string AnnotationPrefix = "odata.";

    /// <summary>An entity to write.</summary>
    public static TableEntity Write(TableRow row)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row.Columns)
        {
            entity.Add(name, value is DateTimeOffset time ? time.ToUniversalTime() : value);
        }

        return entity;
    }

    /// <summary>An entity that was read.</summary>
    public static TableRow Read(TableEntity entity)
    {
        var columns = new Dictionary<string, object>(entity.Count);
        foreach (var (name, value) in entity)
        {
            if (value is not null && IsColumn(name))
            {
                columns.Add(name, value);
            }
        }

        return new(entity.PartitionKey, entity.RowKey, columns, entity.ETag.ToString());
    }

    private static bool IsColumn(string name) =>
        name is not (nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp))
        && !name.StartsWith(AnnotationPrefix, StringComparison.Ordinal);
}
