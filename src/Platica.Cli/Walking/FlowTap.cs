using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>Something to tap that leads on.</summary>
/// <param name="Label">What the person reads there.</param>
/// <param name="Action">What it does.</param>
/// <param name="IsFooter">Whether it is the screen's button.</param>
internal sealed record FlowTap(string Label, JsonElement Action, bool IsFooter)
{
    private const string OnClick = "on-click-action";

    /// <summary>What can be tapped in a component: itself, or each entry of a NavigationList.</summary>
    public static IEnumerable<FlowTap> Of(JsonElement component, WalkPath path) => FlowText.Of(FlowText.Member(component, "type")) switch
    {
        "Footer" => Enabled(component, path) ? Single(component, "label", path) : [],
        "EmbeddedLink" => Single(component, "text", path),
        "NavigationList" => FlowText.Items(FlowExpression.Evaluate(FlowText.Member(component, "list-items"), path)).SelectMany(entry => Leading(
            FlowText.Of(FlowExpression.Evaluate(FlowText.Member(FlowText.Member(entry, "main-content"), "title"), path)),
            FlowText.Member(entry, OnClick) is { ValueKind: JsonValueKind.Object } own ? own : FlowText.Member(component, OnClick))),
        _ => [],
    };

    private static IEnumerable<FlowTap> Single(JsonElement component, string label, WalkPath path) => Leading(
        FlowText.Of(FlowExpression.Evaluate(FlowText.Member(component, label), path)),
        FlowText.Member(component, OnClick),
        isFooter: label == "label");

    // A link to a web page leads nowhere within the Flow.
    private static IEnumerable<FlowTap> Leading(string label, JsonElement action, bool isFooter = false) =>
        FlowText.Of(FlowText.Member(action, "name")) is "data_exchange" or "navigate" or "complete" or "update_data"
            ? [new(label, action, isFooter)]
            : [];

    private static bool Enabled(JsonElement footer, WalkPath path) =>
        FlowText.Member(footer, "enabled") is var enabled
        && (enabled.ValueKind == JsonValueKind.Undefined || FlowText.IsTrue(FlowExpression.Evaluate(enabled, path)));
}
