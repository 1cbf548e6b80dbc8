using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>What the person sees of a screen at this moment.</summary>
internal static class ScreenLayout
{
    /// <summary>The visible components in their order: those of Forms, and of the branch that an If or a Switch takes now.</summary>
    public static IEnumerable<JsonElement> Visible(VisitedScreen screen, WalkPath path) =>
        Placed(screen, path).Select(component => component.Definition);

    /// <summary>The inputs among them.</summary>
    public static IEnumerable<FlowField> Fields(VisitedScreen screen, WalkPath path) =>
        Placed(screen, path).Select(component => FlowField.Read(component, path)).OfType<FlowField>();

    /// <summary>Fills in what visible inputs begin with, and nobody has entered yet.</summary>
    public static void Prefill(VisitedScreen screen, WalkPath path)
    {
        // Each value may make an If show the next input.
        while (Placed(screen, path).FirstOrDefault(IsToFill) is { Name.Length: > 0 } component)
        {
            screen.Form.Add(component.Name, component.InitialValue(path));
        }

        bool IsToFill(PlacedComponent component) => component.Name.Length > 0
            && !screen.Form.ContainsKey(component.Name)
            && component.InitialValue(path).ValueKind != JsonValueKind.Undefined;
    }

    /// <summary>What can be tapped: the footer first, as most people do.</summary>
    public static IReadOnlyList<FlowTap> Taps(VisitedScreen screen, WalkPath path) =>
        [.. Visible(screen, path).SelectMany(component => FlowTap.Of(component, path)).OrderByDescending(tap => tap.IsFooter)];

    private static IEnumerable<PlacedComponent> Placed(VisitedScreen screen, WalkPath path) =>
        Open(FlowText.Member(FlowText.Member(screen.Definition, "layout"), "children"), default, path);

    private static IEnumerable<PlacedComponent> Open(JsonElement children, JsonElement form, WalkPath path) =>
        FlowText.Items(children).Where(child => IsVisible(child, path)).SelectMany(child => FlowText.Of(FlowText.Member(child, "type")) switch
        {
            "Form" => Open(FlowText.Member(child, "children"), child, path),
            "If" => Open(FlowText.Member(child, FlowExpression.Holds(FlowText.Member(child, "condition"), path) ? "then" : "else"), form, path),
            "Switch" => Open(FlowText.Member(FlowText.Member(child, "cases"), Case(child, path)), form, path),
            _ => [new PlacedComponent(child, form)],
        });

    private static string Case(JsonElement choice, WalkPath path)
    {
        var value = FlowText.Of(FlowExpression.Evaluate(FlowText.Member(choice, "value"), path));
        return FlowText.Member(FlowText.Member(choice, "cases"), value).ValueKind == JsonValueKind.Undefined ? "default" : value;
    }

    private static bool IsVisible(JsonElement component, WalkPath path) =>
        FlowText.Member(component, "visible") is var visible
        && (visible.ValueKind == JsonValueKind.Undefined || FlowText.IsTrue(FlowExpression.Evaluate(visible, path)));
}
