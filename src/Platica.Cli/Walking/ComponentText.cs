using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>What a component that takes no input tells the person.</summary>
internal static class ComponentText
{
    /// <summary>Its lines; none for anything but texts and images.</summary>
    public static IEnumerable<string> Of(JsonElement component, WalkPath path) => FlowText.Of(FlowText.Member(component, "type")) switch
    {
        "TextHeading" or "TextSubheading" or "TextBody" or "TextCaption" or "RichText" => Lines(Value(component, "text", path), path),
        "Image" => [$"[image] {FlowText.Of(Value(component, "alt-text", path))}".TrimEnd()],
        "ImageCarousel" => ["[images]"],
        _ => [],
    };

    private static JsonElement Value(JsonElement component, string name, WalkPath path) =>
        FlowExpression.Evaluate(FlowText.Member(component, name), path);

    private static IEnumerable<string> Lines(JsonElement text, WalkPath path) => text.ValueKind == JsonValueKind.Array
        ? text.EnumerateArray().SelectMany(item => Lines(FlowExpression.Evaluate(item, path), path))
        : FlowText.Of(text).Split('\n');
}
