namespace Platica.Flows.FlowJson.Text;

/// <summary>What a JSON value is.</summary>
internal enum FlowNodeKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
