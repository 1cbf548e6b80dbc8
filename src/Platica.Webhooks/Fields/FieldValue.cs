using System.Globalization;

namespace Platica.Webhooks.Fields;

/// <summary>A value of a field, or the explicit null that clears it.</summary>
public readonly record struct FieldValue : IComparable<FieldValue>
{
    private FieldValue(object? value) => Value = value;

    /// <summary>A <see cref="string"/> (also for raw JSON), <see cref="bool"/>, <see cref="long"/>, <see cref="DateTimeOffset"/> in UTC, or null.</summary>
    public object? Value { get; }

    /// <summary>Whether this clears the field.</summary>
    public bool IsNull => Value is null;

    /// <summary>The explicit null.</summary>
    public static FieldValue Null => default;

    /// <summary>A text value.</summary>
    public static FieldValue Text(string value) => new(value);

    /// <summary>A true or false.</summary>
    public static FieldValue Boolean(bool value) => new(value);

    /// <summary>A whole number.</summary>
    public static FieldValue Integer(long value) => new(value);

    /// <summary>A moment, converted to UTC.</summary>
    public static FieldValue Time(DateTimeOffset value) => new(value.ToUniversalTime());

    /// <summary>Raw JSON text.</summary>
    public static FieldValue Json(string raw) => new(raw);

    /// <summary>A value read back from a column.</summary>
    /// <exception cref="ArgumentException">The value is of none of the types above.</exception>
    public static FieldValue FromColumn(object? value) => value switch
    {
        null or string or bool or long => new(value),
        int number => new((long)number),
        DateTimeOffset time => Time(time),
        _ => throw new ArgumentException($"A column of type {value.GetType().Name} holds no field value.", nameof(value)),
    };

    /// <summary>A total order, the same everywhere: null first, then ordinal by canonical text. The last tie-break of merging.</summary>
    public int CompareTo(FieldValue other) => (Value, other.Value) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (long left, long right) => left.CompareTo(right),
        (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
        _ => string.CompareOrdinal(Canonical(Value), Canonical(other.Value)),
    };

    private static string Canonical(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
