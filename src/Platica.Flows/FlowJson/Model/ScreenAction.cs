using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>What happens when the person taps or chooses something.</summary>
/// <param name="Node">The <c>on-click-action</c>, <c>on-select-action</c> or <c>on-unselect-action</c>.</param>
/// <param name="ComponentType">The component it belongs to; null where data brings it.</param>
internal sealed record ScreenAction(FlowNode Node, string? ComponentType)
{
    public const string Navigate = "navigate";
    public const string DataExchange = "data_exchange";
    public const string Complete = "complete";
    public const string UpdateData = "update_data";
    public const string OpenUrl = "open_url";

    /// <summary>What it does.</summary>
    public string? Name { get; } = Node.FindText("name");

    /// <summary>The screen that a <c>navigate</c> names.</summary>
    public FlowNode? Target { get; } = Node.Find("next")?.Find("name") is { Kind: FlowNodeKind.String } target ? target : null;

    /// <summary>What it sends along.</summary>
    public IReadOnlyList<FlowMember> Payload { get; } = Node.Find("payload")?.Members ?? [];

    /// <summary>Whether it leads to a screen by itself.</summary>
    public bool IsNavigation => Name == Navigate && Target is not null;

    public static bool IsAction(FlowMember member) =>
        member.Name is "on-click-action" or "on-select-action" or "on-unselect-action" && member.Value.Kind == FlowNodeKind.Object;
}
