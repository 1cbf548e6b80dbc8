using System.Text;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>One declared piece of data: a member of a screen's <c>data</c> or of an object's <c>properties</c>.</summary>
internal sealed class FlowDataField(FlowMember declaration)
{
    private const string ExampleName = "__example__";

    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(declaration.Name);

    public string Name => declaration.Name;

    /// <summary>The name as an answer's JSON has it, to compare without making strings.</summary>
    public ReadOnlySpan<byte> Utf8Name => _utf8Name;

    public FlowMember Declaration => declaration;

    public FlowDataType Type { get; } = FlowDataType.Read(declaration.Value);

    public FlowNode? Example => declaration.Value.Find(ExampleName);

    /// <summary>The fields that an object of declarations has, the last one where a name repeats.</summary>
    public static IReadOnlyList<FlowDataField> ReadAll(FlowNode? declarations) =>
        [.. (declarations?.Members ?? []).Where(member => member.Name != ExampleName).Reverse().DistinctBy(member => member.Name).Reverse()
            .Select(member => new FlowDataField(member))];
}
