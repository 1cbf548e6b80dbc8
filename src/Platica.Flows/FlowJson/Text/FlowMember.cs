namespace Platica.Flows.FlowJson.Text;

/// <summary>One name and value of a JSON object.</summary>
/// <param name="Name">The name, unescaped.</param>
/// <param name="NameOffset">Where the name stands, in bytes.</param>
/// <param name="Value">The value.</param>
internal sealed record FlowMember(string Name, int NameOffset, FlowNode Value);
