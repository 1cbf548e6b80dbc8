using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Fields;

/// <summary>The fields of one kind of entity, in the order of their declaration, found by column name.</summary>
public sealed class FieldCatalog : IReadOnlyCollection<Field>
{
    private readonly List<Field> _fields;
    private readonly Dictionary<string, Field> _byColumn;
    private readonly KnownNames _columns;

    private FieldCatalog(List<Field> fields)
    {
        _fields = fields;
        _byColumn = fields.ToDictionary(field => field.Column, StringComparer.Ordinal);
        _columns = new(_byColumn.Keys);
    }

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <summary>Collects the public static <see cref="Field"/> members of <paramref name="declaringType"/>.</summary>
    public static FieldCatalog Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type declaringType) =>
        new([.. declaringType.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member.FieldType == typeof(Field))
            .Select(member => (Field)member.GetValue(null)!)]);

    /// <summary>The field of that column, if there is one.</summary>
    public bool TryGet(string column, [NotNullWhen(true)] out Field? field) => _byColumn.TryGetValue(column, out field);

    /// <summary>The field of the column with that name in UTF-8, if there is one.</summary>
    public bool TryGet(ReadOnlySpan<byte> column, [NotNullWhen(true)] out Field? field)
    {
        field = _columns.Find(column) is { } name ? _byColumn[name] : null;
        return field is not null;
    }

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public List<Field>.Enumerator GetEnumerator() => _fields.GetEnumerator();

    IEnumerator<Field> IEnumerable<Field>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
