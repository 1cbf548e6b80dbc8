using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Cli.Commands;

/// <summary>What a screen sends with <c>data_exchange</c>.</summary>
internal static class FlowPayload
{
    private static readonly FlowDataType Unknown = FlowDataType.Read(null);

    /// <summary>The fields of all its data_exchange actions; one that not all of them send is optional.</summary>
    public static IReadOnlyList<FlowRecordField>? Read(FlowModel flow, FlowScreen screen)
    {
        var exchanges = screen.Actions.Where(action => action.Name == ScreenAction.DataExchange).ToList();
        if (exchanges.Count == 0)
        {
            return null;
        }

        return [.. exchanges
            .SelectMany(action => action.Payload.DistinctBy(member => member.Name))
            .GroupBy(member => member.Name, member => Field(flow, screen, member), StringComparer.Ordinal)
            .Select(same => Merge([.. same], exchanges.Count))];
    }

    private static FlowRecordField Merge(List<FlowRecordField> same, int exchanges) => same[0] with
    {
        Type = same.TrueForAll(field => field.Type.Kind == same[0].Type.Kind) ? same[0].Type : Unknown,
        IsOptional = same.Count < exchanges || same.Exists(field => field.IsOptional),
    };

    private static FlowRecordField Field(FlowModel flow, FlowScreen screen, FlowMember member)
    {
        if (FlowReference.ReadWhole(member.Value) is not { } reference)
        {
            return new(member.Name, LiteralType(member.Value), IsOptional: false, "");
        }

        var owner = reference.Screen is null ? screen : flow.Find(reference.Screen);
        if (!reference.IsForm)
        {
            var declared = reference.Fields is [var only] ? owner?.Data.FirstOrDefault(field => field.Name == only) : null;
            return new(member.Name, declared?.Type ?? Unknown, IsOptional: declared is null, $"What {reference.Text} shows.");
        }

        var inputs = owner?.Inputs.Where(candidate => candidate.Name == reference.Field).ToList() ?? [];
        return inputs is [var input]
            ? new(member.Name, InputType(input), !IsAlwaysThere(owner!, input), Remark(input))
            : new(member.Name, Unknown, IsOptional: true, $"What {reference.Text} holds.");
    }

    private static FlowDataType LiteralType(FlowNode value) => value.Kind switch
    {
        FlowNodeKind.String when !value.Text.StartsWith('`') => FlowDataType.Of(FlowDataKind.String),
        FlowNodeKind.Number => FlowDataType.Of(FlowDataKind.Number),
        FlowNodeKind.Boolean => FlowDataType.Of(FlowDataKind.Boolean),
        _ => Unknown,
    };

    // The number may come as text; the form's reader takes both.
    private static FlowDataType InputType(FlowComponent input) => input.Type == "TextInput" && input.Node.FindText("input-type") == "number"
        ? FlowDataType.Of(FlowDataKind.Number)
        : FlowInputs.TypeOf(input) ?? Unknown;

    // Not where an If, a Switch or "visible" may hide it: then there is nothing to fill in.
    private static bool IsAlwaysThere(FlowScreen owner, FlowComponent input) =>
        input.Node.Find("required")?.IsTrue == true
        && input.Node.Find("visible") is null or { IsTrue: true }
        && !owner.AllComponents.Any(choice => choice.Type is "If" or "Switch" && choice.WithInner().Contains(input));

    private static string Remark(FlowComponent input) =>
        input.Node.FindText("label") is { Length: > 0 } label ? $"{input.Type} “{label}”." : $"A {input.Type}.";
}
