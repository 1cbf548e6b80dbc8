using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>A component where it stands.</summary>
/// <param name="Definition">What the Flow JSON says of it.</param>
/// <param name="Form">The Form around it; undefined where there is none.</param>
internal readonly record struct PlacedComponent(JsonElement Definition, JsonElement Form)
{
    /// <summary>Its name, by which its value is sent; empty where it has none.</summary>
    public string Name => FlowText.Of(FlowText.Member(Definition, "name"));

    /// <summary>What it begins with: its <c>init-value</c>, else its place in the Form's <c>init-values</c>; undefined where there is none.</summary>
    public JsonElement InitialValue(WalkPath path) =>
        Find("init-value", "init-values", path) is { ValueKind: not JsonValueKind.Null } value && FlowText.Of(value).Length > 0 ? value : default;

    /// <summary>
    /// What the person is told about it: its <c>error-message</c>, else its place in the Form's <c>error-messages</c>; empty where all is well.
    /// </summary>
    public string ErrorMessage(WalkPath path) => FlowText.Of(Find("error-message", "error-messages", path));

    // "Form configuration" in Meta's Flow JSON reference: the Form has both by field, as they are or bound to data as a whole.
    private JsonElement Find(string own, string ofForm, WalkPath path)
    {
        var value = FlowExpression.Evaluate(FlowText.Member(Definition, own), path);
        if (value.ValueKind != JsonValueKind.Undefined)
        {
            return value;
        }

        var all = FlowText.Member(Form, ofForm);
        return all.ValueKind == JsonValueKind.Object
            ? FlowExpression.Evaluate(FlowText.Member(all, Name), path)
            : FlowText.Member(FlowExpression.Evaluate(all, path), Name);
    }
}
