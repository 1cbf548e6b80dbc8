namespace Platica.Webhooks.Fields;

/// <summary>One field, or one key of a <see cref="FieldType.Map"/> field, and the value it is set to.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key within a map field; null for every other type.</param>
/// <param name="Value">The value, or null to clear.</param>
public readonly record struct FieldAssignment(Field Field, string? Key, FieldValue Value);
