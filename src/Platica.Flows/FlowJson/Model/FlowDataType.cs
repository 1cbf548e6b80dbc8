using System.Text.Json;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>The declared shape of a value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Fields">What an object holds; none where the declaration does not say.</param>
/// <param name="Items">What an array holds; null where the declaration does not say.</param>
internal sealed record FlowDataType(FlowDataKind Kind, IReadOnlyList<FlowDataField> Fields, FlowDataType? Items)
{
    private static readonly FlowDataType Any = new(FlowDataKind.Any, [], null);

    /// <summary>The type as a Flow JSON names it.</summary>
    public string Name => Kind switch
    {
        FlowDataKind.String => "string",
        FlowDataKind.Number => "number",
        FlowDataKind.Integer => "integer",
        FlowDataKind.Boolean => "boolean",
        FlowDataKind.Object => "object",
        FlowDataKind.Array => "array",
        _ => "any",
    };

    /// <summary>A type without parts.</summary>
    public static FlowDataType Of(FlowDataKind kind) => new(kind, [], null);

    /// <summary>Reads <c>{"type":"…","items":{…},"properties":{…}}</c>; what is not known is <see cref="FlowDataKind.Any"/>.</summary>
    public static FlowDataType Read(FlowNode? schema) => schema?.FindText("type") switch
    {
        "string" => Of(FlowDataKind.String),
        "number" => Of(FlowDataKind.Number),
        "integer" => Of(FlowDataKind.Integer),
        "boolean" => Of(FlowDataKind.Boolean),
        "object" => new(FlowDataKind.Object, FlowDataField.ReadAll(schema.Find("properties")), null),
        "array" => new(FlowDataKind.Array, [], schema.Find("items") is { Kind: FlowNodeKind.Object } items ? Read(items) : null),
        _ => Any,
    };

    /// <summary>Whether a value is of this kind; its parts are not looked at.</summary>
    public bool Fits(JsonElement value) => Kind switch
    {
        FlowDataKind.String => value.ValueKind == JsonValueKind.String,
        FlowDataKind.Number => value.ValueKind == JsonValueKind.Number,
        FlowDataKind.Integer => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        FlowDataKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FlowDataKind.Object => value.ValueKind == JsonValueKind.Object,
        FlowDataKind.Array => value.ValueKind == JsonValueKind.Array,
        _ => true,
    };

    // 5.0 is whole too: that is how a decimal is written.
    private static bool IsWhole(JsonElement number) =>
        number.TryGetInt64(out _) || (number.TryGetDecimal(out var value) && decimal.IsInteger(value));

    /// <summary>Whether a value of the file is of this kind; its parts are not looked at.</summary>
    public bool Fits(FlowNodeKind value) => Kind switch
    {
        FlowDataKind.String => value == FlowNodeKind.String,
        FlowDataKind.Number or FlowDataKind.Integer => value == FlowNodeKind.Number,
        FlowDataKind.Boolean => value == FlowNodeKind.Boolean,
        FlowDataKind.Object => value == FlowNodeKind.Object,
        FlowDataKind.Array => value == FlowNodeKind.Array,
        _ => true,
    };
}
