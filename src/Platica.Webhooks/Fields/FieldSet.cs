using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Platica.Webhooks.Fields;

/// <summary>
/// The fields that one snapshot tells. A field that is absent here sets nothing; one that is here with
/// <see cref="FieldValue.Null"/> clears. Setting a field again replaces the first value, as a repeated JSON key does.
/// </summary>
/// <param name="capacity">How many fields to expect.</param>
public sealed class FieldSet(int capacity = 0) : IReadOnlyCollection<FieldAssignment>
{
    private readonly OrderedDictionary<(Field Field, string? Key), FieldValue> _values = new(capacity);

    /// <summary>All that these tell; of what is told twice, the last.</summary>
    public static FieldSet Of(IEnumerable<FieldAssignment> assignments)
    {
        var fields = new FieldSet();
        foreach (var assignment in assignments)
        {
            fields.Set(assignment);
        }

        return fields;
    }

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>Sets a field.</summary>
    public void Set(Field field, FieldValue value) => _values[(field, null)] = value;

    /// <summary>Sets a field to a text; sets nothing where there is none.</summary>
    public void SetText(Field field, string? text)
    {
        if (text is not null)
        {
            Set(field, FieldValue.Text(text));
        }
    }

    /// <summary>Sets one key of a map field.</summary>
    public void Set(Field field, string key, FieldValue value) => _values[(field, key)] = value;

    /// <summary>Sets what another set tells.</summary>
    public void Set(FieldAssignment assignment) => _values[(assignment.Field, assignment.Key)] = assignment.Value;

    /// <summary>The field's value, if this set tells it.</summary>
    public bool TryGet(Field field, out FieldValue value) => _values.TryGetValue((field, null), out value);

    /// <summary>The field's text, if this set tells a non-empty one.</summary>
    public bool TryGetText(Field field, [NotNullWhen(true)] out string? text)
    {
        text = TryGet(field, out var value) ? value.Value as string : null;
        return !string.IsNullOrEmpty(text);
    }

    /// <summary>The field's time, if this set tells one.</summary>
    public DateTimeOffset? GetTime(Field field) => TryGet(field, out var value) ? value.Value as DateTimeOffset? : null;

    /// <inheritdoc/>
    public IEnumerator<FieldAssignment> GetEnumerator()
    {
        foreach (var ((field, key), value) in _values)
        {
            yield return new(field, key, value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
