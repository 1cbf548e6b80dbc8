using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// What taps do. Sources: "Actions" in Meta's Flow JSON reference; INVALID_ENUM_VALUE, "Navigate Action Errors" and "Data_api_version
/// errors" in its error codes.
/// </summary>
internal static class ActionRules
{
    private static readonly Version DynamicActions = new(6, 0);

    public static void Check(FlowModel flow, ProblemLog log)
    {
        foreach (var screen in flow.Screens)
        {
            foreach (var action in screen.Actions)
            {
                Check(flow, screen, action, log);
            }

            foreach (var action in screen.ActionsInExamples.Where(action => action.IsNavigation))
            {
                NavigationRules.CheckTarget(flow, screen, action, log);
            }
        }
    }

    private static void Check(FlowModel flow, FlowScreen screen, ScreenAction action, ProblemLog log)
    {
        switch (action.Name)
        {
            case ScreenAction.Navigate:
                NavigationRules.Check(flow, screen, action, log);
                break;
            case ScreenAction.DataExchange:
                CheckEndpoint(flow, action, log);
                break;
            case ScreenAction.Complete when action.ComponentType is { } component && component != "Footer":
                log.Error(
                    "complete-outside-footer",
                    action.Node,
                    $"Only a Footer may end the Flow: use another action for the {component}.");
                break;
            case ScreenAction.Complete:
                break;
            case ScreenAction.UpdateData:
                CheckVersion(flow, action, log);
                CheckUpdate(screen, action, log);
                break;
            case ScreenAction.OpenUrl:
                CheckVersion(flow, action, log);
                break;
            case null:
                log.Error("missing-action-name", action.Node, "Say what happens with \"name\", such as \"navigate\".");
                break;
            default:
                log.Warn(
                    "unknown-action",
                    action.Node,
                    $"\"{action.Name}\" is no action that Meta describes: use navigate, data_exchange, complete, update_data or open_url.");
                break;
        }
    }

    private static void CheckEndpoint(FlowModel flow, ScreenAction action, ProblemLog log)
    {
        if (!flow.HasEndpoint)
        {
            log.Error(
                "data-exchange-without-endpoint",
                action.Node,
                "data_exchange asks a server: add \"data_api_version\": \"3.0\" and a routing_model.");
        }
    }

    private static void CheckVersion(FlowModel flow, ScreenAction action, ProblemLog log)
    {
        if (flow.IsOlderThan(DynamicActions))
        {
            log.Error("unsupported-action", action.Node, $"{action.Name} needs version 6.0 or newer; the file says {flow.Version}.");
        }
    }

    private static void CheckUpdate(FlowScreen screen, ScreenAction action, ProblemLog log)
    {
        foreach (var member in action.Payload.Where(member => screen.Data.All(field => field.Name != member.Name)))
        {
            log.Warn(
                "undeclared-update",
                member,
                $"Screen \"{screen.Id}\" does not declare \"{member.Name}\", so nothing shows it: add it to its data.");
        }
    }
}
