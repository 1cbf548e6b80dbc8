using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>
/// Which screen may follow which: <c>routing_model</c>, and, where a Flow has no endpoint, what its <c>navigate</c> actions say ("When to
/// define routes" in Meta's Flow JSON reference).
/// </summary>
internal sealed class FlowRouting
{
    private readonly ILookup<string, string> _next;
    private readonly ILookup<string, string> _previous;

    public FlowRouting(FlowModel flow)
    {
        Declaration = flow.Root.Find("routing_model") is { Kind: FlowNodeKind.Object } declared ? declared : null;
        Routes = [.. (Declaration?.Members ?? []).SelectMany(Declared), .. flow.HasEndpoint ? [] : flow.Screens.SelectMany(Navigations)];

        // An unknown screen is a problem of its own; it leads nowhere.
        var known = Routes.Where(route => flow.Find(route.From) is not null && flow.Find(route.To) is not null).ToList();
        _next = known.ToLookup(route => route.From, route => route.To);
        _previous = known.Where(route => route.From != route.To).ToLookup(route => route.To, route => route.From);
        Entries = [.. flow.Screens.Select(screen => screen.Id).Where(id => id.Length > 0 && !_previous.Contains(id)).Distinct()];
    }

    /// <summary>The <c>routing_model</c>; null where there is none.</summary>
    public FlowNode? Declaration { get; }

    /// <summary>The routes in the file's order, those to unknown screens included.</summary>
    public IReadOnlyList<FlowRoute> Routes { get; }

    /// <summary>The screens a Flow may begin with: nothing leads to them ("Routing rules", 5).</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>Whether <c>routing_model</c> names this screen.</summary>
    public bool Names(string screen) => Declaration?.Find(screen) is not null || Routes.Any(route => route.To == screen);

    /// <summary>The screens that may follow this one.</summary>
    public IEnumerable<string> Next(string screen) => _next[screen].Distinct();

    /// <summary>Every screen on a way that leads here.</summary>
    public IReadOnlySet<string> Before(string screen) => Closure(screen, id => _previous[id]);

    /// <summary>Every screen that is connected with this one, whatever the direction; itself included.</summary>
    public IReadOnlySet<string> Connected(string screen)
    {
        var connected = Closure(screen, id => _next[id].Concat(_previous[id]));
        connected.Add(screen);
        return connected;
    }

    private static HashSet<string> Closure(string start, Func<string, IEnumerable<string>> neighbours)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        Queue<string> open = new([start]);
        while (open.TryDequeue(out var screen))
        {
            foreach (var neighbour in neighbours(screen).Where(found.Add))
            {
                open.Enqueue(neighbour);
            }
        }

        return found;
    }

    private static IEnumerable<FlowRoute> Declared(FlowMember member) =>
        member.Value.Items.Where(item => item.Kind == FlowNodeKind.String).Select(item => new FlowRoute(member.Name, item.Text, item));

    private static IEnumerable<FlowRoute> Navigations(FlowScreen screen) => screen.Actions.Concat(screen.ActionsInExamples)
        .Where(action => action.IsNavigation)
        .Select(action => new FlowRoute(screen.Id, action.Target!.Text, action.Target));
}
