using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>How problems name things.</summary>
internal static class Words
{
    public static string Of(FlowNodeKind kind) => kind switch
    {
        FlowNodeKind.Null => "null",
        FlowNodeKind.Boolean => "true or false",
        FlowNodeKind.Number => "a number",
        FlowNodeKind.String => "a text",
        FlowNodeKind.Array => "a list",
        _ => "an object",
    };

    /// <summary>Names in quotes, as a list.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
