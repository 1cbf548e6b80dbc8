using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>
/// An entity's state as a row: <c>Workspace</c>, <c>Id</c>, a column for each field that has a value, and <c>_v</c> for the versions.
/// A cleared field has no column, only its version.
/// </summary>
internal static class EntityRow
{
    /// <summary>The entity's workspace, unescaped.</summary>
    public const string Workspace = "Workspace";

    /// <summary>The entity's id, unescaped.</summary>
    public const string Id = "Id";

    private const string Versions = "_v";

    /// <summary>Those three.</summary>
    private const int BookkeepingColumns = 3;

    /// <summary>The row of a state.</summary>
    public static TableRow Encode(EntityTable table, string workspace, string id, EntityState state)
    {
        var columns = FieldColumns.Encode(state.Values, state.Slots.Count + BookkeepingColumns);
        ColumnParts.SetText(columns, Workspace, workspace);
        ColumnParts.SetText(columns, Id, id);
        ColumnParts.SetText(columns, Versions, VersionCodec.Write(state, table.Fields));
        var (partitionKey, rowKey) = table.KeyOf(workspace, id);
        return new TableRow(partitionKey, rowKey, columns);
    }

    /// <summary>When the latest was told that the row holds; null when nothing was.</summary>
    public static DateTimeOffset? ChangedAt(EntityTable table, TableRow row) => ColumnParts.GetText(row, Versions) is { } versions
        ? VersionCodec.Read(versions, table.Fields).Max(field => (DateTimeOffset?)field.Version.Timestamp)
        : null;

    /// <summary>The state that a row holds.</summary>
    /// <exception cref="InvalidDataException">The row was not written by <see cref="Encode"/>.</exception>
    public static EntityState Decode(EntityTable table, TableRow row)
    {
        var versions = ColumnParts.GetText(row, Versions) ?? throw new InvalidDataException(
            $"A row of {table.Name} has no {Versions} column. Something else wrote it; state rows must be left to this product.");
        var state = new EntityState(row.Columns.Count);
        Dictionary<Field, Dictionary<string, string>>? maps = null;
        foreach (var (field, key, version) in VersionCodec.Read(versions, table.Fields))
        {
            state.Restore(field, key, new(key is null ? FieldColumns.Read(row, field) : FromMap(field, key), version));
        }

        return state;

        FieldValue FromMap(Field field, string key)
        {
            maps ??= [];
            if (!maps.TryGetValue(field, out var map))
            {
                maps[field] = map = FieldColumns.ReadMap(row, field);
            }

            return map.TryGetValue(key, out var json) ? FieldValue.Json(json) : FieldValue.Null;
        }
    }
}
