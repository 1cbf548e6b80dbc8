namespace Platica.Flows.FlowJson.Text;

/// <summary>A JSON value that knows where it stands in its file.</summary>
/// <param name="kind">What it is.</param>
/// <param name="offset">Where it begins, in bytes.</param>
/// <param name="path">Where it is in the document.</param>
internal sealed class FlowNode(FlowNodeKind kind, int offset, string path)
{
    public FlowNodeKind Kind => kind;

    public int Offset => offset;

    public string Path => path;

    /// <summary>The text of a string, the literal of a number or a boolean; empty for everything else.</summary>
    public string Text { get; init; } = "";

    /// <summary>An object's members in the file's order, repeated names included.</summary>
    public IReadOnlyList<FlowMember> Members { get; init; } = [];

    /// <summary>An array's items.</summary>
    public IReadOnlyList<FlowNode> Items { get; init; } = [];

    public bool IsTrue => kind == FlowNodeKind.Boolean && Text == "true";

    /// <summary>The value of this name, the last one where a name repeats; null where there is none.</summary>
    public FlowNode? Find(string name) => Members.LastOrDefault(member => member.Name == name)?.Value;

    /// <summary>The text of the member of this name; null where it is none or no text.</summary>
    public string? FindText(string name) => Find(name) is { Kind: FlowNodeKind.String } text ? text.Text : null;

    /// <summary>This value and everything in it.</summary>
    public IEnumerable<FlowNode> WithDescendants() =>
        Items.Concat(Members.Select(member => member.Value)).SelectMany(child => child.WithDescendants()).Prepend(this);
}
