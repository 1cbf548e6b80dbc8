using System.Globalization;
using System.Text;
using Platica.Cli.Output;
using Platica.Flows.FlowJson.Model;

namespace Platica.Cli.Commands;

/// <summary>A Flow as a Mermaid flowchart: a stadium where it begins, a double circle where it ends.</summary>
internal static class FlowMermaid
{
    /// <summary>The diagram, lines separated by <c>\n</c>, without one at the end.</summary>
    public static string Write(FlowModel flow)
    {
        // Ids of our own: "end" is a word of Mermaid, and a wrong Flow may have any name.
        var screens = flow.Screens.Where(screen => screen.Id.Length > 0).DistinctBy(screen => screen.Id).ToList();
        var nodes = screens.Select((screen, index) => (screen.Id, Node: string.Create(CultureInfo.InvariantCulture, $"s{index + 1}")))
            .ToDictionary(pair => pair.Id, pair => pair.Node, StringComparer.Ordinal);
        var lines = new List<string> { "flowchart LR" };
        lines.AddRange(screens.Select(screen => $"    {nodes[screen.Id]}{Shape(flow, screen)}"));
        lines.AddRange(screens.SelectMany(
            screen => flow.Routing.Next(screen.Id),
            (screen, next) => $"    {nodes[screen.Id]} --> {nodes[next]}"));
        AddClass(lines, "entry", "stroke-width:3px", screens.Where(screen => IsEntry(flow, screen)).Select(screen => nodes[screen.Id]));
        AddClass(lines, "terminal", "stroke-dasharray:5 3", screens.Where(screen => screen.IsTerminal).Select(screen => nodes[screen.Id]));
        return string.Join('\n', lines);
    }

    private static bool IsEntry(FlowModel flow, FlowScreen screen) => flow.Routing.Entries.Contains(screen.Id);

    private static string Shape(FlowModel flow, FlowScreen screen)
    {
        var label = string.IsNullOrWhiteSpace(screen.Title) ? Escape(screen.Id) : $"{Escape(screen.Id)}<br/>{Escape(screen.Title)}";
        return (IsEntry(flow, screen), screen.IsTerminal) switch
        {
            (_, true) => $"(((\"{label}\")))",
            (true, false) => $"([\"{label}\"])",
            _ => $"[\"{label}\"]",
        };
    }

    private static void AddClass(List<string> lines, string name, string style, IEnumerable<string> nodes)
    {
        var all = string.Join(',', nodes);
        if (all.Length > 0)
        {
            lines.Add($"    classDef {name} {style}");
            lines.Add($"    class {all} {name}");
        }
    }

    // Mermaid takes HTML and Markdown in labels; everything that could be either becomes a character entity of its own kind.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in PlainText.Clean(text).EnumerateRunes())
        {
            escaped = Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '_' or ',' or '!' or '?' or > 0x7F
                ? escaped.Append(rune.ToString())
                : escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return escaped.ToString();
    }
}
