namespace Platica.Webhooks.Fields;

/// <summary>The type of a field's values and so of its column.</summary>
public enum FieldType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A moment in UTC.</summary>
    Time,

    /// <summary>A JSON value kept as its raw text: lists and objects that are replaced whole.</summary>
    Json,

    /// <summary>A JSON object whose keys are set and cleared one by one; each keeps raw JSON text.</summary>
    Map,
}
