using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// <c>${data.…}</c>, <c>${form.…}</c> and <c>${screen.…}</c>. Sources: "Dynamic properties" and "Global dynamic and form properties" in
/// Meta's Flow JSON reference; "On-click Action Errors" and INVALID_SCREEN_DYNAMIC_DATA in its error codes.
/// </summary>
internal static class ReferenceRules
{
    public static void Check(FlowModel flow, ProblemLog log)
    {
        foreach (var screen in flow.Screens)
        {
            foreach (var reference in screen.References)
            {
                Check(flow, screen, reference, log);
            }
        }

        WarnOfUnusedData(flow, log);
    }

    private static void Check(FlowModel flow, FlowScreen screen, FlowReference reference, ProblemLog log)
    {
        var owner = screen;
        if (reference.Screen is not null)
        {
            if (flow.Find(reference.Screen) is not { } other)
            {
                log.Error(
                    "unknown-screen",
                    reference.Node,
                    $"There is no screen \"{reference.Screen}\" for {reference.Text}. Correct its name.");
                return;
            }

            if (other == screen)
            {
                log.Warn(
                    "reference-to-itself",
                    reference.Node,
                    $"{reference.Text} names the screen it stands on: leave \"screen.{screen.Id}.\" out.");
            }

            owner = other;
        }

        if (reference.IsForm)
        {
            CheckForm(owner, reference, log);
        }
        else
        {
            CheckData(owner, reference, log);
        }
    }

    private static void CheckForm(FlowScreen owner, FlowReference reference, ProblemLog log)
    {
        // Any component with this name will do: one that we do not know may take input too.
        var named = owner.AllComponents.Where(component => component.Name == reference.Field).ToList();
        if (named.Count == 0)
        {
            log.Error(
                "missing-form-component",
                reference.Node,
                $"No component of screen \"{owner.Id}\" is named \"{reference.Field}\": add one, or correct {reference.Text}.");
        }
        else if (named.TrueForAll(component => component.Type == "Form"))
        {
            log.Error("missing-form-component", reference.Node, $"{reference.Text} names a Form: name one of the fields in it.");
        }
    }

    private static void CheckData(FlowScreen owner, FlowReference reference, ProblemLog log)
    {
        var fields = owner.Data;
        var place = $"Screen \"{owner.Id}\"";
        foreach (var name in reference.Fields)
        {
            if (fields.FirstOrDefault(field => field.Name == name) is not { } declared)
            {
                log.Error("missing-data-declaration", reference.Node, $"{place} does not declare \"{name}\": add it, or correct {reference.Text}.");
                return;
            }

            fields = declared.Type.Fields;
            place = $"The {declared.Type.Name} \"{name}\" of screen \"{owner.Id}\"";
            if (fields.Count == 0 && declared.Type.Kind is FlowDataKind.Object or FlowDataKind.Any)
            {
                return;
            }
        }
    }

    private static void WarnOfUnusedData(FlowModel flow, ProblemLog log)
    {
        var used = flow.Screens
            .SelectMany(screen => screen.References, (screen, reference) => (Screen: reference.Screen ?? screen.Id, Reference: reference))
            .Where(use => !use.Reference.IsForm)
            .Select(use => (use.Screen, use.Reference.Field))
            .ToHashSet();
        foreach (var screen in flow.Screens)
        {
            foreach (var field in screen.Data.Where(field => !used.Contains((screen.Id, field.Name))))
            {
                log.Warn("unused-data", field.Declaration, $"Nothing uses ${{data.{field.Name}}}: use it, or remove the declaration.");
            }
        }
    }
}
