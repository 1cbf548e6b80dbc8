namespace Platica.Flows.Binding;

/// <summary>A payload that does not fit the form.</summary>
/// <param name="field">The JSON path of the field that does not fit; never its value.</param>
internal sealed class InvalidFormException(string field) : Exception($"The payload does not fit the form at {field}.")
{
    /// <inheritdoc cref="InvalidFormException(string)" path="/param[@name='field']"/>
    public string Field { get; } = field;
}
