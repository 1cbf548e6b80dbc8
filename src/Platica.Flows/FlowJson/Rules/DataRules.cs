using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// What screens declare under <c>data</c>. Sources: "Declaring screen properties" in Meta's Flow JSON reference, INVALID_SCREEN_DATA under
/// "Screen Data Model Errors" in its error codes.
/// </summary>
internal static class DataRules
{
    private const string ExampleName = "__example__";

    public static void Check(FlowModel flow, ProblemLog log)
    {
        foreach (var field in flow.Screens.SelectMany(screen => screen.Data))
        {
            CheckDeclaration(field, log);
            if (field.Declaration.Value.Kind != FlowNodeKind.Object)
            {
                continue;
            }

            if (field.Example is null)
            {
                log.Error("missing-example", field.Declaration, $"Give \"{field.Name}\" an {ExampleName}: Meta asks for one.");
            }
            else
            {
                CheckExample(field.Example, field.Type, log);
            }
        }
    }

    private static void CheckDeclaration(FlowDataField field, ProblemLog log)
    {
        var schema = field.Declaration.Value;
        if (schema.Kind != FlowNodeKind.Object)
        {
            log.Error("wrong-type", schema, $"Declare \"{field.Name}\" as an object, such as {{\"type\": \"string\"}}.");
            return;
        }

        CheckSchema(field.Name, field.Declaration, schema, field.Type, log);
    }

    private static void CheckSchema(string name, FlowMember where, FlowNode schema, FlowDataType type, ProblemLog log)
    {
        if (schema.Find("type") is not { } typeNode)
        {
            // JSON Schema's word for one fixed value, as the name of an action in a dynamic list is: it needs no type.
            if (schema.Find("const") is not null)
            {
                return;
            }

            log.Error("missing-data-type", where, $"Say what \"{name}\" is, such as \"type\": \"string\".");
        }
        else if (typeNode.Kind != FlowNodeKind.String)
        {
            log.Error("wrong-type", typeNode, $"The type of \"{name}\" must be a text, such as \"string\".");
        }
        else if (type.Kind == FlowDataKind.Any)
        {
            log.Warn(
                "unknown-data-type",
                typeNode,
                $"\"{typeNode.Text}\" is no type that Meta describes: use string, number, boolean, object or array.");
        }

        if (type.Kind == FlowDataKind.Array)
        {
            CheckItems(name, where, schema, type, log);
        }

        foreach (var inner in schema.Find("properties")?.Members ?? [])
        {
            if (inner.Name == ExampleName)
            {
                log.Error("nested-example", inner, $"Move {ExampleName} up: only a screen's data itself may have one.");
            }
        }

        foreach (var inner in type.Fields)
        {
            CheckDeclaration(inner, log);
        }
    }

    private static void CheckItems(string name, FlowMember where, FlowNode schema, FlowDataType type, ProblemLog log)
    {
        if (schema.Find("items") is not { } items)
        {
            log.Error("missing-items", where, $"Say what is in the list \"{name}\" with \"items\".");
        }
        else if (items.Kind is not (FlowNodeKind.Object or FlowNodeKind.Boolean))
        {
            log.Error("wrong-type", items, $"The items of \"{name}\" must be an object, such as {{\"type\": \"string\"}}.");
        }
        else if (type.Items is not null)
        {
            CheckSchema($"{name}[]", new FlowMember("items", items.Offset, items), items, type.Items, log);
        }
    }

    private static void CheckExample(FlowNode example, FlowDataType type, ProblemLog log)
    {
        if (!type.Fits(example.Kind))
        {
            log.Error(
                "wrong-example",
                example,
                $"The example is {Words.Of(example.Kind)}, but the declared type is {type.Name}. Change one of the two.");
            return;
        }

        foreach (var item in type.Items is null ? [] : example.Items)
        {
            CheckExample(item, type.Items!, log);
        }

        foreach (var field in type.Fields)
        {
            if (example.Find(field.Name) is { } value)
            {
                CheckExample(value, field.Type, log);
            }
        }
    }
}
