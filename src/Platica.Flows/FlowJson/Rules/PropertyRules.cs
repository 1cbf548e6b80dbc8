using System.Globalization;
using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// Properties of one component. Sources: MIN_VALUE_GREATER_THAN_MAX, "IF Component Errors" and NATIVE_COMPONENT_IN_FORM_INIT_VALUES in Meta's
/// error codes.
/// </summary>
internal static class PropertyRules
{
    private static readonly (string Min, string Max)[] Ranges =
    [
        ("min-chars", "max-chars"), ("min-length", "max-length"), ("min-selected-items", "max-selected-items"),
        ("min-uploaded-photos", "max-uploaded-photos"), ("min-uploaded-documents", "max-uploaded-documents"),
    ];

    public static void Check(FlowComponent component, ProblemLog log)
    {
        CheckRanges(component.Node, log);
        switch (component.Type)
        {
            case "If":
                CheckIf(component.Node, log);
                break;
            case "Form":
                CheckInitialValues(component, log);
                break;
        }
    }

    private static void CheckRanges(FlowNode node, ProblemLog log)
    {
        foreach (var (min, max) in Ranges)
        {
            if (Number(node.Find(min)) is { } least && Number(node.Find(max)) is { } most && least > most)
            {
                log.Error("min-over-max", node.Find(min)!, $"\"{min}\" is greater than \"{max}\": nothing fits both.");
            }
        }
    }

    private static void CheckIf(FlowNode node, ProblemLog log)
    {
        if (string.IsNullOrWhiteSpace(node.Find("condition")?.Text))
        {
            log.Error("missing-condition", node.Find("condition") ?? node, "Say when the If holds with \"condition\", such as \"${form.agreed}\".");
        }

        if (node.Find("then") is null or { Kind: FlowNodeKind.Array, Items.Count: 0 })
        {
            log.Error("empty-then", node.Find("then") ?? node, "Give the If at least one component under \"then\".");
        }
    }

    private static void CheckInitialValues(FlowComponent form, ProblemLog log)
    {
        var media = form.WithInner().Where(FlowInputs.IsMedia).Select(input => input.Name).ToHashSet();
        foreach (var member in form.Node.Find("init-values")?.Members.Where(member => media.Contains(member.Name)) ?? [])
        {
            log.Error("media-in-init-values", member, $"Remove \"{member.Name}\" from init-values: photos and documents begin empty.");
        }
    }

    private static decimal? Number(FlowNode? node) =>
        node?.Kind == FlowNodeKind.Number && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
