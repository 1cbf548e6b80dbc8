using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>A building block of a screen.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="InForm">Whether a Form is around it.</param>
/// <param name="Branches">
/// The lists of components in it: one of a Form; those of an If or a Switch, of which the person sees one at a time; else none.
/// </param>
internal sealed record FlowComponent(FlowNode Node, bool InForm, IReadOnlyList<IReadOnlyList<FlowComponent>> Branches)
{
    /// <summary>Its <c>type</c>; null where it says none.</summary>
    public string? Type { get; } = Node.FindText("type");

    /// <summary>Its <c>name</c>, by which <c>${form.name}</c> finds it.</summary>
    public string? Name { get; } = Node.FindText("name");

    /// <summary>Whether the person enters something here.</summary>
    public bool IsInput => Type is not null && FlowInputs.TypeOf(this) is not null;

    /// <summary>This component and those in it.</summary>
    public IEnumerable<FlowComponent> WithInner() => Branches.SelectMany(branch => branch).SelectMany(inner => inner.WithInner()).Prepend(this);

    /// <summary>The components of a <c>children</c>, <c>then</c> or <c>else</c>.</summary>
    public static IReadOnlyList<FlowComponent> ReadAll(FlowNode? list, bool inForm = false) =>
        [.. (list?.Items ?? []).Where(item => item.Kind == FlowNodeKind.Object).Select(item => Read(item, inForm))];

    private static FlowComponent Read(FlowNode node, bool inForm) => new(node, inForm, node.FindText("type") switch
    {
        "Form" => [ReadAll(node.Find("children"), inForm: true)],
        "If" => [ReadAll(node.Find("then"), inForm), ReadAll(node.Find("else"), inForm)],
        "Switch" => [.. (node.Find("cases")?.Members ?? []).Select(branch => ReadAll(branch.Value, inForm))],
        _ => [],
    });
}
