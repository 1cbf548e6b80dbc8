namespace Platica.Webhooks.Fields;

/// <summary>A named, typed piece of state that providers set and stores keep. Equal by reference: declare each once.</summary>
public sealed class Field(string column, FieldType type, FieldMerge merge = FieldMerge.Latest)
{
    /// <summary>The column's name, PascalCase; the API shows it in camelCase.</summary>
    public string Column { get; } = column;

    /// <summary>The type of its values.</summary>
    public FieldType Type { get; } = type;

    /// <summary>Which of two values stays.</summary>
    public FieldMerge Merge { get; } = merge;

    /// <inheritdoc/>
    public override string ToString() => Column;
}
