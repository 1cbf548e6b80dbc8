using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Walking;

/// <summary>What a value of a Flow JSON becomes on the phone: references and expressions in backticks are filled in.</summary>
internal static class FlowExpression
{
    /// <summary>A property's value; undefined where it refers to nothing.</summary>
    public static JsonElement Evaluate(JsonElement value, WalkPath path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        var text = FlowText.Of(value);
        return text switch
        {
            ['`', .. var expression, '`'] => Read(expression, path, otherwise: value),
            ['$', '{', .. var reference, '}'] when !reference.Contains('}', StringComparison.Ordinal) => path.Find(reference),
            _ => value,
        };
    }

    /// <summary>Whether a condition holds, with backticks or without; a condition that nobody can read does not.</summary>
    public static bool Holds(JsonElement condition, WalkPath path) => FlowText.IsTrue(condition.ValueKind == JsonValueKind.String
        ? Read(FlowText.Of(condition).Trim('`'), path, otherwise: default)
        : condition);

    /// <summary>A payload with everything filled in; what refers to nothing is left out.</summary>
    public static JsonElement Fill(JsonElement payload, WalkPath path) =>
        payload.ValueKind == JsonValueKind.Object ? JsonSerializer.SerializeToElement(FillNode(payload, path)) : JsonElement.Parse("{}"u8);

    private static JsonNode? FillNode(JsonElement value, WalkPath path) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject()
            .Where(property => Evaluate(property.Value, path).ValueKind != JsonValueKind.Undefined)
            .Select(property => KeyValuePair.Create(property.Name, FillNode(property.Value, path)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => FillNode(item, path))]),
        _ => Node(Evaluate(value, path)),
    };

    private static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(value);

    private static JsonElement Read(string expression, WalkPath path, JsonElement otherwise)
    {
        try
        {
            return new ExpressionReader(expression, path).Read();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return otherwise;
        }
    }
}
