using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// Each screen by itself. Sources: "Screens" and "Layout" in Meta's Flow JSON reference; "Naming Errors", "Terminal Screen Errors",
/// "Complete Action Errors" and "Refresh_on_back errors" in its error codes.
/// </summary>
internal static class ScreenRules
{
    public static void Check(FlowModel flow, ProblemLog log)
    {
        HashSet<string> ids = [];
        foreach (var screen in flow.Screens)
        {
            CheckId(screen, ids, log);
            CheckLayout(screen, log);
            CheckEnd(screen, log);
            if (!flow.HasEndpoint && screen.Node.Find("refresh_on_back") is { IsTrue: true } refresh)
            {
                log.Error("refresh-without-endpoint", refresh, "refresh_on_back asks a server: add data_api_version, or remove it.");
            }
        }

        CheckSomeEnd(flow, log);
    }

    private static void CheckId(FlowScreen screen, HashSet<string> ids, ProblemLog log)
    {
        if (screen.Node.Find("id") is not { Kind: FlowNodeKind.String } id)
        {
            if (screen.Node.Find("id") is null)
            {
                log.Error("missing-screen-id", screen.Node, "Give the screen an \"id\", such as \"WELCOME\".");
            }
        }
        else if (id.Text.Length == 0 || !id.Text.All(character => char.IsAsciiLetter(character) || character == '_'))
        {
            // PATTERN_MISMATCH in Meta's error codes, with "FIRST_1" as its example.
            log.Error("invalid-screen-id", id, $"Rename the screen \"{id.Text}\": only letters and underscores may be in an id.");
        }
        else if (id.Text.Equals(FlowModel.Success, StringComparison.OrdinalIgnoreCase))
        {
            log.Error("reserved-screen-id", id, "Rename the screen: SUCCESS is how an answer ends a Flow.");
        }
        else if (!ids.Add(id.Text))
        {
            log.Error("duplicate-screen-id", id, $"There is another screen \"{id.Text}\". Rename one of the two.");
        }
    }

    private static void CheckLayout(FlowScreen screen, ProblemLog log)
    {
        if (screen.Layout is null)
        {
            log.Error("missing-layout", screen.Node, "Give the screen a \"layout\" with what it shows.");
        }
        else if (screen.Layout.Kind == FlowNodeKind.Object && screen.Layout.FindText("type") != "SingleColumnLayout")
        {
            log.Warn("unknown-layout", screen.Layout, "Use \"type\": \"SingleColumnLayout\", the one layout that Meta describes.");
        }
    }

    private static void CheckEnd(FlowScreen screen, ProblemLog log)
    {
        if (!screen.IsTerminal)
        {
            foreach (var action in screen.Actions.Where(action => action.Name == ScreenAction.Complete))
            {
                log.Error(
                    "complete-on-non-terminal",
                    action.Node,
                    "Only a terminal screen may end the Flow: add \"terminal\": true to the screen.");
            }

            if (screen.Node.Find("success") is { } success)
            {
                log.Error(
                    "success-on-non-terminal",
                    success,
                    "\"success\" belongs on a terminal screen: remove it, or add \"terminal\": true.");
            }

            return;
        }

        if (!screen.AllComponents.Any(component => component.Type == "Footer"))
        {
            log.Error("terminal-without-footer", screen.Node, $"Add a Footer to the terminal screen \"{screen.Id}\".");
        }
        else if (!screen.Actions.Any(action => action.Name is ScreenAction.Complete or ScreenAction.DataExchange))
        {
            // "You shouldn't use [navigate] on the Footer of a terminal screen because that will prevent the flow from terminating."
            log.Warn(
                "terminal-without-complete",
                screen.Node,
                $"Nothing on the terminal screen \"{screen.Id}\" ends the Flow: use complete or data_exchange.");
        }
    }

    private static void CheckSomeEnd(FlowModel flow, ProblemLog log)
    {
        if (flow.Screens.Count == 0)
        {
            return;
        }

        var terminals = flow.Screens.Where(screen => screen.IsTerminal).ToList();
        if (terminals.Count == 0)
        {
            log.Error("no-terminal-screen", flow.Root.Find("screens")!, "Mark the last screen with \"terminal\": true.");
        }
        else if (terminals.TrueForAll(screen => screen.Node.Find("success") is { Kind: FlowNodeKind.Boolean, IsTrue: false }))
        {
            log.Error("no-successful-screen", terminals[0].Node.Find("success")!, "At least one terminal screen must end in success.");
        }
    }
}
