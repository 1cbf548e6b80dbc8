using System.Text.RegularExpressions;
using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// The file's own members: version, screens, endpoint. Sources: "Top-level Flow JSON Properties", "Screens" and "Limitations" in Meta's
/// Flow JSON reference; "Schema Validation Errors", "Flow JSON Version Errors" and "Min Max Limit Violation Errors" in its error codes.
/// </summary>
internal static partial class ShapeRules
{
    private const int MaxScreens = 100;

    private static readonly Dictionary<string, FlowNodeKind> RootMembers = new()
    {
        ["version"] = FlowNodeKind.String,
        ["screens"] = FlowNodeKind.Array,
        ["routing_model"] = FlowNodeKind.Object,
        ["data_api_version"] = FlowNodeKind.String,
        ["data_channel_uri"] = FlowNodeKind.String,
    };

    private static readonly Dictionary<string, FlowNodeKind> ScreenMembers = new()
    {
        ["id"] = FlowNodeKind.String,
        ["title"] = FlowNodeKind.String,
        ["terminal"] = FlowNodeKind.Boolean,
        ["success"] = FlowNodeKind.Boolean,
        ["refresh_on_back"] = FlowNodeKind.Boolean,
        ["data"] = FlowNodeKind.Object,
        ["layout"] = FlowNodeKind.Object,
        ["sensitive"] = FlowNodeKind.Array,
    };

    public static void Check(FlowModel flow, ProblemLog log)
    {
        CheckMembers(flow.Root, RootMembers, "A Flow JSON", log);
        CheckVersion(flow, log);
        CheckScreens(flow.Root, log);
        CheckRepeatedNames(flow.Root, log);
    }

    private static void CheckMembers(FlowNode node, Dictionary<string, FlowNodeKind> known, string owner, ProblemLog log)
    {
        foreach (var member in node.Members)
        {
            if (!known.TryGetValue(member.Name, out var kind))
            {
                // Meta refuses unknown names, but may have learned new ones since this list was made.
                log.Warn("unknown-property", member, $"{owner} has no property \"{member.Name}\". Remove it, or correct its name.");
            }
            else if (member.Value.Kind != kind)
            {
                log.Error("wrong-type", member.Value, $"\"{member.Name}\" must be {Words.Of(kind)}.");
            }
        }
    }

    private static void CheckVersion(FlowModel flow, ProblemLog log)
    {
        if (flow.Root.Find("version") is not { } version)
        {
            log.Error("missing-version", flow.Root, "Say which version of Flow JSON this is, such as \"version\": \"7.1\".");
        }
        else if (version.Kind == FlowNodeKind.String && !VersionPattern().IsMatch(version.Text))
        {
            log.Error("invalid-version", version, "Write the version as two numbers, such as \"7.1\".");
        }

        if (flow.Version?.Major >= 3 && flow.Root.Members.FirstOrDefault(member => member.Name == "data_channel_uri") is { } uri)
        {
            log.Error(
                "unsupported-data-channel-uri",
                uri,
                "Remove data_channel_uri: since version 3.0 the endpoint is set in WhatsApp Manager.");
        }
    }

    private static void CheckScreens(FlowNode root, ProblemLog log)
    {
        if (root.Find("screens") is not { } screens)
        {
            log.Error("missing-screens", root, "Add \"screens\", the list of what the person sees.");
            return;
        }

        if (screens is { Kind: FlowNodeKind.Array, Items.Count: 0 })
        {
            log.Error("missing-screens", screens, "Add at least one screen.");
        }

        if (screens.Items.Count > MaxScreens)
        {
            log.Error("too-many-screens", screens, $"There are {screens.Items.Count} screens; a Flow may have {MaxScreens}.");
        }

        foreach (var screen in screens.Items)
        {
            if (screen.Kind == FlowNodeKind.Object)
            {
                CheckMembers(screen, ScreenMembers, "A screen", log);
            }
            else
            {
                log.Error("wrong-type", screen, "A screen must be an object.");
            }
        }
    }

    // Parsers differ in which of the two they take, so what Meta shows is not what we check.
    private static void CheckRepeatedNames(FlowNode root, ProblemLog log)
    {
        foreach (var node in root.WithDescendants())
        {
            HashSet<string> names = [];
            foreach (var member in node.Members.Where(member => !names.Add(member.Name)))
            {
                log.Warn("duplicate-property", member, $"\"{member.Name}\" stands here twice. Keep one of the two.");
            }
        }
    }

    [GeneratedRegex(@"^\d+\.\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
