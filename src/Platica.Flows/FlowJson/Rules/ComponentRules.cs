using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// The components of each screen. Sources: Meta's components reference; MISSING_REQUIRED_TYPE_PROPERTY, DUPLICATE_FORM_COMPONENT_NAMES,
/// COMPONENTS_OUTSIDE_FORM and KEYWORD_ONE_OF in its error codes.
/// </summary>
internal static class ComponentRules
{
    private static readonly Version OptionalForms = new(4, 0);

    private static readonly string[] EntryKeys = ["id", "title"];

    public static void Check(FlowModel flow, ProblemLog log)
    {
        foreach (var screen in flow.Screens)
        {
            CheckChildren(screen, log);
            CheckForms(flow, screen, log);
            CheckNames(screen, log);
            ComponentLimits.Check(screen, log);
            foreach (var component in screen.AllComponents)
            {
                CheckComponent(component, log);
                PropertyRules.Check(component, log);
                CheckDataSource(screen, component, log);
            }
        }
    }

    private static void CheckChildren(FlowScreen screen, ProblemLog log)
    {
        if (screen.Layout is not { Kind: FlowNodeKind.Object } layout)
        {
            return;
        }

        if (layout.Find("children") is not { Kind: FlowNodeKind.Array } children)
        {
            log.Error("missing-children", layout, "Give the layout \"children\", the list of its components.");
            return;
        }

        foreach (var child in children.Items.Where(child => child.Kind != FlowNodeKind.Object))
        {
            log.Error("wrong-type", child, "A component must be an object.");
        }
    }

    private static void CheckComponent(FlowComponent component, ProblemLog log)
    {
        if (component.Type is null)
        {
            log.Error("missing-component-type", component.Node, "Say what this is with \"type\", such as \"TextBody\".");
        }
        else if (!FlowInputs.IsKnown(component))
        {
            log.Warn(
                "unknown-component",
                component.Node,
                $"\"{component.Type}\" is no component that we know: check its name against Meta's reference.");
        }
        else if (component.IsInput && string.IsNullOrEmpty(component.Name))
        {
            log.Error("missing-component-name", component.Node, $"Give the {component.Type} a \"name\", by which its value is sent.");
        }
    }

    // "Data model schema is invalid … Missing schema for …": INVALID_SCREEN_DYNAMIC_DATA in Meta's error codes.
    private static void CheckDataSource(FlowScreen screen, FlowComponent component, ProblemLog log)
    {
        if (component.IsInput && component.Node.Find("data-source") is { } source
            && FlowReference.ReadWhole(source) is { Screen: null, IsForm: false, Fields: [var name] } reference
            && screen.Data.FirstOrDefault(field => field.Name == name) is { } field)
        {
            var entry = field.Type.Items?.Fields.Select(part => part.Name).ToList() ?? [];
            if (field.Type.Kind != FlowDataKind.Array)
            {
                log.Error(
                    "wrong-data-source",
                    source,
                    $"The {component.Type} needs a list, but \"{name}\" is declared as {field.Type.Name}.");
            }
            else if (entry.Count > 0 && EntryKeys.Except(entry).ToList() is [_, ..] missing)
            {
                log.Error(
                    "wrong-data-source",
                    source,
                    $"Declare {Words.List(missing)} in the items of \"{name}\": each entry of {reference.Text} needs it.");
            }
        }
    }

    private static void CheckForms(FlowModel flow, FlowScreen screen, ProblemLog log)
    {
        var hasForm = screen.AllComponents.Any(component => component.Type == "Form");
        if (hasForm || flow.IsOlderThan(OptionalForms))
        {
            foreach (var component in screen.AllComponents.Where(component => component.IsInput && !component.InForm))
            {
                log.Error("outside-form", component.Node, hasForm
                    ? $"Move the {component.Type} into the Form: beside one there may be no other inputs."
                    : $"Put the {component.Type} into a Form: before version 4.0 inputs stand nowhere else.");
            }
        }
    }

    // "Components inside a Form must have unique names inside all If and switch branches": also where the person sees only one of them.
    private static void CheckNames(FlowScreen screen, ProblemLog log)
    {
        HashSet<string> names = [];
        foreach (var input in screen.Inputs.Where(input => !names.Add(input.Name!)))
        {
            log.Error(
                "duplicate-component-name",
                input.Node,
                $"Another input of this screen is named \"{input.Name}\": rename one of the two, even if only one is shown at a time.");
        }
    }
}
