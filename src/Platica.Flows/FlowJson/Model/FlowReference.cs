using System.Text.RegularExpressions;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary><c>${form.field}</c>, <c>${data.field}</c>, or one of another screen, <c>${screen.NAME.form.field}</c>.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Screen">The other screen; null for the one it stands on.</param>
/// <param name="IsForm">Whether it is what the person entered, and not the screen's data.</param>
/// <param name="Fields">The field, and what is taken of it.</param>
/// <param name="Node">The text that holds it.</param>
internal sealed partial record FlowReference(string Text, string? Screen, bool IsForm, IReadOnlyList<string> Fields, FlowNode Node)
{
    public string Field => Fields[0];

    /// <summary>The references in a text: one, several within an expression, or none.</summary>
    public static IEnumerable<FlowReference> ReadAll(FlowNode node) =>
        node.Kind == FlowNodeKind.String && node.Text.Contains("${", StringComparison.Ordinal)
            ? Reference().Matches(node.Text).Select(match => Read(match, node)).OfType<FlowReference>()
            : [];

    /// <summary>The reference that a value is and nothing else.</summary>
    public static FlowReference? ReadWhole(FlowNode node) =>
        ReadAll(node).FirstOrDefault(reference => reference.Text.Length == node.Text.Length);

    private static FlowReference? Read(Match match, FlowNode node) =>
        match.Groups["path"].Value.Split('.', StringSplitOptions.TrimEntries) switch
        {
            ["form" or "data", _, ..] and [var source, .. var fields] => new(match.Value, null, source == "form", fields, node),
            ["screen", _, "form" or "data", _, ..] and ["screen", var screen, var source, .. var fields] =>
                new(match.Value, screen, source == "form", fields, node),
            _ => null,
        };

    [GeneratedRegex(@"\$\{(?<path>[^{}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
