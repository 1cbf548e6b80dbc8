using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>An input on a screen, as it is at this moment.</summary>
/// <param name="Name">Its name in the form.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="IsRequired">Whether it may not be left empty.</param>
/// <param name="Choices">What there is to choose from.</param>
/// <param name="OnSelect">What choosing does; undefined where it does nothing.</param>
/// <param name="Error">What was wrong with it, as the last answer tells; empty where nothing was.</param>
internal sealed record FlowField(
    string Name, FieldKind Kind, string Label, bool IsRequired, IReadOnlyList<FlowChoice> Choices, JsonElement OnSelect, string Error)
{
    /// <summary>The input that a component is; null where it is none, or nobody can touch it now.</summary>
    public static FlowField? Read(PlacedComponent placed, WalkPath path)
    {
        var (component, name) = (placed.Definition, placed.Name);
        if (name.Length == 0 || KindOf(component) is not { } kind || !IsOn("enabled", otherwise: true))
        {
            return null;
        }

        var label = FlowText.Of(FlowExpression.Evaluate(FlowText.Member(component, "label"), path));
        return new(
            name,
            kind,
            label.Length > 0 ? label : name,
            IsOn("required", otherwise: false) && kind != FieldKind.Files,
            [.. FlowText.Items(FlowExpression.Evaluate(FlowText.Member(component, "data-source"), path)).Select(FlowChoice.Of)],
            FlowText.Member(component, "on-select-action"),
            placed.ErrorMessage(path));

        bool IsOn(string property, bool otherwise) => FlowText.Member(component, property) is { ValueKind: not JsonValueKind.Undefined } value
            ? FlowText.IsTrue(FlowExpression.Evaluate(value, path))
            : otherwise;
    }

    /// <summary>Whether this value can be entered now; a list that has changed may have lost it.</summary>
    public bool Offers(JsonElement value) =>
        Choices.Count == 0
        || (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().All(Offers) : Choices.Any(choice => choice.Id == FlowText.Of(value)));

    /// <summary>What choosing this does; undefined where it does nothing.</summary>
    public JsonElement ActionFor(JsonElement value) =>
        Choices.FirstOrDefault(choice => choice.Id == FlowText.Of(value))?.OnSelect is { ValueKind: JsonValueKind.Object } own ? own : OnSelect;

    private static FieldKind? KindOf(JsonElement component) => FlowText.Of(FlowText.Member(component, "type")) switch
    {
        "TextInput" when FlowText.Of(FlowText.Member(component, "input-type")) == "number" => FieldKind.Number,
        "TextInput" or "TextArea" => FieldKind.Text,
        "OptIn" => FieldKind.YesNo,
        "RadioButtonsGroup" or "Dropdown" => FieldKind.One,
        "CheckboxGroup" or "ChipsSelector" => FieldKind.Several,
        "CalendarPicker" when FlowText.Of(FlowText.Member(component, "mode")) == "range" => FieldKind.DateRange,
        "DatePicker" or "CalendarPicker" => FieldKind.Date,
        "PhotoPicker" or "DocumentPicker" => FieldKind.Files,
        _ => null,
    };
}
