using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Platica.Processing.Tables;

/// <summary>
/// A row's columns, in the order in which they were first set. Rows have a few dozen at most: to look through them costs no more than hashing,
/// and every delivery makes a dozen rows, for which a list takes a third of a dictionary's memory.
/// </summary>
/// <param name="capacity">How many columns to expect.</param>
public sealed class RowColumns(int capacity = 0) : IReadOnlyDictionary<string, object>
{
    private readonly List<KeyValuePair<string, object>> _columns = new(capacity);

    /// <inheritdoc/>
    public int Count => _columns.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _columns.Select(column => column.Key);

    /// <inheritdoc/>
    public IEnumerable<object> Values => _columns.Select(column => column.Value);

    /// <summary>A column's value.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The row has no column {key}.");
        set
        {
            var place = PlaceOf(key);
            if (place < 0)
            {
                Add(key, value);
            }
            else
            {
                _columns[place] = new(key, value);
            }
        }
    }

    /// <summary>Adds a column that is known not to be there yet.</summary>
    public void Add(string key, object value) => _columns.Add(new(key, value));

    /// <inheritdoc/>
    public bool ContainsKey(string key) => PlaceOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        var place = PlaceOf(key);
        value = place < 0 ? null : _columns[place].Value;
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int PlaceOf(string key)
    {
        for (var place = 0; place < _columns.Count; place++)
        {
            if (_columns[place].Key == key)
            {
                return place;
            }
        }

        return -1;
    }
}
