using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>
/// The components that Meta's components reference knows ("Components" and "Media upload components"), and what the inputs among them send.
/// </summary>
internal static class FlowInputs
{
    private static readonly FlowDataType Text = FlowDataType.Of(FlowDataKind.String);
    private static readonly FlowDataType Texts = new(FlowDataKind.Array, [], Text);
    private static readonly FlowDataType Flag = FlowDataType.Of(FlowDataKind.Boolean);
    private static readonly FlowDataType Files = FlowDataType.Of(FlowDataKind.Array);

    private static readonly HashSet<string> Others =
    [
        "TextHeading", "TextSubheading", "TextBody", "TextCaption", "RichText", "Footer", "EmbeddedLink", "Image", "ImageCarousel",
        "NavigationList", "Form", "If", "Switch",
    ];

    /// <summary>What an input's value is; null for a component that takes no input.</summary>
    public static FlowDataType? TypeOf(FlowComponent component) => component.Type switch
    {
        // A TextInput of input-type number is left open: Meta's examples bind it to strings and to numbers.
        "TextInput" => component.Node.FindText("input-type") is "number" or "passcode" ? FlowDataType.Read(null) : Text,
        "TextArea" or "RadioButtonsGroup" or "Dropdown" or "DatePicker" => Text,
        "CheckboxGroup" or "ChipsSelector" => Texts,
        "OptIn" => Flag,
        "PhotoPicker" or "DocumentPicker" => Files,
        "CalendarPicker" => CalendarType(component.Node),
        _ => null,
    };

    /// <summary>Whether the reference names this type.</summary>
    public static bool IsKnown(FlowComponent component) => TypeOf(component) is not null || (component.Type is { } type && Others.Contains(type));

    /// <summary>Whether it uploads files, which only an endpoint or the end of the Flow may take.</summary>
    public static bool IsMedia(FlowComponent component) => component.Type is "PhotoPicker" or "DocumentPicker";

    // In range mode it sends {"start-date":…,"end-date":…}.
    private static FlowDataType CalendarType(FlowNode node) => node.Find("mode") switch
    {
        null => Text,
        { Kind: FlowNodeKind.String, Text: "single" } => Text,
        { Kind: FlowNodeKind.String, Text: "range" } => FlowDataType.Of(FlowDataKind.Object),
        _ => FlowDataType.Read(null),
    };
}
