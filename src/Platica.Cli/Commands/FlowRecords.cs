using System.Security;
using System.Text;
using System.Text.Json;
using Platica.Cli.Output;
using Platica.Flows.FlowJson.Model;

namespace Platica.Cli.Commands;

/// <summary>
/// C# records for a Flow: <c>…Form</c> is what a screen sends, to be bound in <c>OnDataExchange</c>; <c>…Data</c> is what it shows, to be
/// passed to <c>FlowAnswer.Show</c>. Every property says its JSON name, so renaming one in C# changes nothing on the wire.
/// </summary>
internal sealed class FlowRecords
{
    // A record has these members, or, as Clone, may not have them.
    private static readonly string[] RecordMembers =
    [
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",
    ];

    private readonly FlowNames _types = new("IReadOnlyList", "JsonElement", "JsonPropertyName", "JsonPropertyNameAttribute");
    private readonly StringBuilder _records = new();

    /// <summary>The file, in the screens' order, lines separated by <c>\n</c>.</summary>
    public static string Write(FlowModel flow, string space)
    {
        var records = new FlowRecords();
        foreach (var screen in flow.Screens.Where(screen => screen.Id.Length > 0).DistinctBy(screen => screen.Id))
        {
            if (screen.Data.Count > 0)
            {
                records.AddData(screen);
            }

            if (FlowPayload.Read(flow, screen) is { Count: > 0 } payload)
            {
                var name = records._types.Give($"{FlowNames.Pascal(screen.Id)}Form");
                records.Add(name, $"What screen {screen.Id} sends.", payload, name);
            }
        }

        var body = records._records.ToString();
        return body.Length == 0 ? "// No screen declares data or sends any.\n" : $"{Usings(body)}namespace {space};\n{body}";
    }

    private static string Usings(string body)
    {
        var json = body.Contains("JsonElement", StringComparison.Ordinal) ? "using System.Text.Json;\n" : "";
        var lists = body.Contains("IReadOnlyList<", StringComparison.Ordinal) ? "using System.Collections.Generic;\n" : "";
        return $"{lists}{json}using System.Text.Json.Serialization;\n\n";
    }

    private void AddData(FlowScreen screen)
    {
        var name = _types.Give($"{FlowNames.Pascal(screen.Id)}Data");
        Add(name, $"What screen {screen.Id} shows.", Fields(screen.Data), FlowNames.Pascal(screen.Id));
    }

    private static IReadOnlyList<FlowRecordField> Fields(IReadOnlyList<FlowDataField> declared) =>
        [.. declared.Select(field => new FlowRecordField(field.Name, field.Type, IsOptional: false, ""))];

    private void Add(string name, string summary, IReadOnlyList<FlowRecordField> fields, string prefix)
    {
        var names = new FlowNames([.. RecordMembers, name]);
        var text = new StringBuilder($"\n/// <summary>{Xml(summary)}</summary>\n");
        List<string> parameters = [];
        List<Action> inner = [];
        foreach (var field in fields)
        {
            var property = names.Give(field.Key);
            var type = TypeOf(field.Type, prefix + FlowNames.Pascal(field.Key), field.Key, inner);
            var remark = field.Remark.Length > 0 ? field.Remark : $"The key {field.Key}.";
            text.Append($"/// <param name=\"{property}\">{Xml(remark)}</param>\n");
            parameters.Add($"    [property: JsonPropertyName({Literal(field.Key)})] {type}{(field.IsOptional ? "?" : "")} {property}");
        }

        text.Append($"public sealed record {name}(\n{string.Join(",\n", parameters)});\n");
        _records.Append(text);
        inner.ForEach(add => add());
    }

    private string TypeOf(FlowDataType type, string name, string what, List<Action> inner)
    {
        switch (type.Kind)
        {
            case FlowDataKind.String:
                return "string";
            case FlowDataKind.Number:
                return "decimal";
            case FlowDataKind.Integer:
                return "long";
            case FlowDataKind.Boolean:
                return "bool";
            case FlowDataKind.Array when type.Items is not null:
                return $"IReadOnlyList<{TypeOf(type.Items, $"{name}Item", $"an entry of {what}", inner)}>";
            case FlowDataKind.Object when type.Fields.Count > 0:
                var given = _types.Give(name);
                inner.Add(() => Add(given, $"What {what} holds.", Fields(type.Fields), given));
                return given;
            default:
                return "JsonElement";
        }
    }

    // C# takes every JSON string as it is, once each character beyond ASCII is escaped.
    private static string Literal(string text) => JsonSerializer.Serialize(text);

    private static string Xml(string text) => SecurityElement.Escape(PlainText.Clean(text));
}
