using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// The graph of the screens. Sources: "Routing rules" in Meta's Flow JSON reference, "Routing Model Errors" and "Data_api_version errors"
/// in its error codes.
/// </summary>
internal static class RoutingRules
{
    private const int MaxBranches = 10;

    public static void Check(FlowModel flow, ProblemLog log)
    {
        if (flow.HasEndpoint && flow.Root.Find("routing_model") is null)
        {
            log.Error(
                "missing-routing-model",
                flow.Root,
                "Add \"routing_model\": a Flow with an endpoint must say which screen leads to which.");
            return;
        }

        var screens = flow.Screens.Where(screen => screen.Id.Length > 0).ToList();
        if (flow.Routing.Declaration is { } declaration)
        {
            CheckShape(flow, declaration, log);
            CheckLoops(flow, log);
            if (flow.HasEndpoint)
            {
                CheckAllNamed(screens, flow.Routing, log);
            }
        }

        if (flow.HasEndpoint)
        {
            // The others have a problem already, that they are not in the routing model.
            screens.RemoveAll(screen => !flow.Routing.Names(screen.Id));
        }

        CheckBranches(screens, flow, log);
        CheckEntries(screens, flow, log);
        CheckConnections(screens, flow, log);
    }

    private static void CheckShape(FlowModel flow, FlowNode declaration, ProblemLog log)
    {
        foreach (var member in declaration.Members)
        {
            if (flow.Find(member.Name) is null)
            {
                log.Error(
                    "unknown-screen",
                    member,
                    $"There is no screen \"{member.Name}\". Correct the name, or remove it from routing_model.");
            }

            if (member.Value.Kind != FlowNodeKind.Array)
            {
                log.Error("wrong-type", member.Value, $"The routes of \"{member.Name}\" must be a list of screen ids.");
            }

            foreach (var target in member.Value.Items)
            {
                CheckTarget(flow, target, log);
            }
        }
    }

    private static void CheckTarget(FlowModel flow, FlowNode target, ProblemLog log)
    {
        if (target.Kind != FlowNodeKind.String)
        {
            log.Error("wrong-type", target, "A route must be a screen's id.");
        }
        else if (flow.Find(target.Text) is null)
        {
            log.Error(
                "unknown-screen",
                target,
                $"There is no screen \"{target.Text}\". Correct the name, or remove it from routing_model.");
        }
    }

    private static void CheckAllNamed(List<FlowScreen> screens, FlowRouting routing, ProblemLog log)
    {
        // Meta's own examples of one screen say "routing_model": {}.
        if (screens.Count == 1 && routing.Declaration!.Members.Count == 0)
        {
            return;
        }

        foreach (var screen in screens.Where(screen => !routing.Names(screen.Id)))
        {
            log.Error("screen-not-routed", screen.Node.Find("id")!, $"Add \"{screen.Id}\" to routing_model.");
        }
    }

    private static void CheckLoops(FlowModel flow, ProblemLog log)
    {
        foreach (var route in flow.Routing.Routes.Where(route => flow.Find(route.From) is not null))
        {
            var (from, to) = (route.From, route.To);
            if (from == to)
            {
                log.Error("routing-loop", route.Node, $"\"{from}\" cannot lead to itself: remove the route.");
            }
            else if (IndexOf(flow, to) > IndexOf(flow, from))
            {
                // Every route of a circle closes it; the one to tell leads to a screen that comes earlier in the file.
                continue;
            }
            else if (flow.Routing.Next(to).Contains(from))
            {
                log.Error(
                    "routing-backward",
                    route.Node,
                    $"Remove the way back from \"{from}\" to \"{to}\": the back button needs none, and only forward routes are allowed.");
            }
            else if (flow.Routing.Before(from).Contains(to))
            {
                log.Error(
                    "routing-loop",
                    route.Node,
                    $"\"{from}\" comes after \"{to}\", so it cannot lead there: only forward routes are allowed.");
            }
        }
    }

    private static int IndexOf(FlowModel flow, string id) => flow.Screens.TakeWhile(screen => screen.Id != id).Count();

    private static void CheckBranches(List<FlowScreen> screens, FlowModel flow, ProblemLog log)
    {
        foreach (var screen in screens)
        {
            var next = flow.Routing.Next(screen.Id).Count();
            if (next > MaxBranches)
            {
                log.Error(
                    "too-many-branches",
                    WhereRoutesOf(flow, screen),
                    $"\"{screen.Id}\" leads to {next} screens; {MaxBranches} are allowed.");
            }

            if (next == 0 && flow.HasEndpoint && !screen.IsTerminal && screen.Actions.Count > 0)
            {
                // "All routes must end at the terminal screen" is a rule, but no error of that kind is documented, and Meta's templates have
                // pages of terms that only the back button leaves.
                log.Warn(
                    "dead-end",
                    screen.Node,
                    $"\"{screen.Id}\" leads nowhere and is not terminal: add a route, or \"terminal\": true.");
            }
        }
    }

    private static void CheckEntries(List<FlowScreen> screens, FlowModel flow, ProblemLog log)
    {
        var entries = screens.Select(screen => screen.Id).Where(flow.Routing.Entries.Contains).Distinct().ToList();
        var where = flow.Routing.Declaration ?? flow.Root.Find("screens")!;
        if (entries.Count == 0 && screens.Count > 0)
        {
            log.Error("no-entry-screen", where, "Every screen follows another: remove the routes to the one that the Flow begins with.");
        }
        else if (entries.Count > 1 && flow.Routing.Connected(entries[0]).IsSupersetOf(entries))
        {
            log.Warn(
                "several-entry-screens",
                where,
                $"The Flow may begin with {Words.List(entries)}: add a route to all but one, unless you mean it.");
        }
    }

    private static void CheckConnections(List<FlowScreen> screens, FlowModel flow, ProblemLog log)
    {
        if (screens.Count == 0)
        {
            return;
        }

        var first = screens.Find(screen => flow.Routing.Entries.Contains(screen.Id)) ?? screens[0];
        var connected = flow.Routing.Connected(first.Id);
        foreach (var screen in screens.Where(screen => !connected.Contains(screen.Id)))
        {
            log.Error("unreachable-screen", screen.Node.Find("id")!, flow.HasEndpoint
                ? $"No route leads to \"{screen.Id}\": add one in routing_model."
                : $"No navigate leads to \"{screen.Id}\": add one, or remove the screen.");
        }
    }

    private static FlowNode WhereRoutesOf(FlowModel flow, FlowScreen screen) => flow.Routing.Declaration?.Find(screen.Id) ?? screen.Node;
}
