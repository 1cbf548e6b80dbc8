using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>A way from one screen to another.</summary>
/// <param name="From">The screen it leaves.</param>
/// <param name="To">The screen it leads to.</param>
/// <param name="Node">Where the file says so.</param>
internal sealed record FlowRoute(string From, string To, FlowNode Node);
