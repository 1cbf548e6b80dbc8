using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// <c>navigate</c>: where to, and with what. Sources: "Navigate Action Errors" and the last of the "Routing Model Errors" in Meta's error
/// codes.
/// </summary>
internal static class NavigationRules
{
    public static void Check(FlowModel flow, FlowScreen screen, ScreenAction action, ProblemLog log)
    {
        if (action.Target is null)
        {
            log.Error("missing-target", action.Node, "Say where navigate leads: \"next\": {\"type\": \"screen\", \"name\": \"…\"}.");
        }
        else if (CheckTarget(flow, screen, action, log) is { } target)
        {
            CheckPayload(flow, screen, action, target, log);
        }
    }

    /// <summary>The screen that it leads to, if it may.</summary>
    public static FlowScreen? CheckTarget(FlowModel flow, FlowScreen screen, ScreenAction action, ProblemLog log)
    {
        var name = action.Target!;
        if (flow.Find(name.Text) is not { } target)
        {
            log.Error("unknown-screen", name, $"There is no screen \"{name.Text}\". Correct the name, or add the screen.");
            return null;
        }

        if (target.Id == screen.Id)
        {
            log.Error("navigate-to-itself", name, "navigate must lead to another screen.");
            return null;
        }

        if (flow.HasEndpoint && flow.Routing.Declaration is not null && !flow.Routing.Next(screen.Id).Contains(target.Id))
        {
            log.Error("missing-route", name, $"Add \"{target.Id}\" to the routes of \"{screen.Id}\" in routing_model.");
        }

        return target;
    }

    private static void CheckPayload(FlowModel flow, FlowScreen screen, ScreenAction action, FlowScreen target, ProblemLog log)
    {
        foreach (var member in action.Payload)
        {
            if (target.Data.FirstOrDefault(field => field.Name == member.Name) is { } field)
            {
                CheckValue(flow, screen, member, field, target, log);
            }
            else
            {
                log.Error(
                    "undeclared-data",
                    member,
                    $"Screen \"{target.Id}\" does not declare \"{member.Name}\": add it to its data, or do not send it.");
            }

            if (FindInput(flow, screen, member.Value) is { } input && FlowInputs.IsMedia(input))
            {
                log.Error(
                    "media-in-navigate",
                    member.Value,
                    $"navigate cannot take what a {input.Type} holds: use it on the next screen as ${{screen.{screen.Id}.form.{input.Name}}}.");
            }
        }

        var missing = target.Data.Select(field => field.Name).Except(action.Payload.Select(member => member.Name)).ToList();
        if (missing.Count > 0)
        {
            log.Error(
                "missing-data",
                action.Node,
                $"Screen \"{target.Id}\" declares {Words.List(missing)}: send it in the payload, or remove the declaration.");
        }
    }

    private static void CheckValue(
        FlowModel flow, FlowScreen screen, FlowMember member, FlowDataField field, FlowScreen target, ProblemLog log)
    {
        var sent = TypeOf(flow, screen, member.Value);
        var fits = sent.Kind == FlowDataKind.Any || field.Type.Kind == FlowDataKind.Any || sent.Kind == field.Type.Kind
            || (sent.Kind, field.Type.Kind) is (FlowDataKind.Integer, FlowDataKind.Number) or (FlowDataKind.Number, FlowDataKind.Integer);
        if (!fits)
        {
            log.Error(
                "wrong-data-type",
                member.Value,
                $"Screen \"{target.Id}\" declares \"{field.Name}\" as {field.Type.Name}, but this is {sent.Name}.");
        }
    }

    private static FlowDataType TypeOf(FlowModel flow, FlowScreen screen, FlowNode value)
    {
        var unknown = FlowDataType.Read(null);
        if (FlowReference.ReadWhole(value) is { } reference)
        {
            return reference.IsForm
                ? (FindInput(flow, screen, value) is { } input ? FlowInputs.TypeOf(input) : null) ?? unknown
                : FindData(flow, screen, reference)?.Type ?? unknown;
        }

        return value.Kind switch
        {
            // An expression in backticks may become anything.
            FlowNodeKind.String => value.Text.StartsWith('`') ? unknown : FlowDataType.Of(FlowDataKind.String),
            FlowNodeKind.Number => FlowDataType.Of(FlowDataKind.Number),
            FlowNodeKind.Boolean => FlowDataType.Of(FlowDataKind.Boolean),
            FlowNodeKind.Array => FlowDataType.Of(FlowDataKind.Array),
            FlowNodeKind.Object => FlowDataType.Of(FlowDataKind.Object),
            _ => unknown,
        };
    }

    private static FlowComponent? FindInput(FlowModel flow, FlowScreen screen, FlowNode value) =>
        FlowReference.ReadWhole(value) is { IsForm: true, Fields: [var name] } reference
            ? (reference.Screen is null ? screen : flow.Find(reference.Screen))?.Inputs.FirstOrDefault(input => input.Name == name)
            : null;

    private static FlowDataField? FindData(FlowModel flow, FlowScreen screen, FlowReference reference)
    {
        var fields = (reference.Screen is null ? screen : flow.Find(reference.Screen))?.Data ?? [];
        FlowDataField? found = null;
        foreach (var name in reference.Fields)
        {
            found = fields.FirstOrDefault(field => field.Name == name);
            fields = found?.Type.Fields ?? [];
        }

        return found;
    }
}
