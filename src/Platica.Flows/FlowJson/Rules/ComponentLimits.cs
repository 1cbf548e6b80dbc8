using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>
/// How many components a screen may have. Sources: the first paragraph of Meta's components reference; "Min Max Limit Violation Errors",
/// MISSING_FOOTER_IN_IF_ELSE_BRANCHES and MISSING_FOOTER_IN_SWITCH_BRANCHES in its error codes.
/// </summary>
internal static class ComponentLimits
{
    private const int MaxComponents = 50;

    private static readonly Dictionary<string, int> MaxOfType = new() { ["Footer"] = 1, ["EmbeddedLink"] = 2, ["Image"] = 3, ["OptIn"] = 5 };

    public static void Check(FlowScreen screen, ProblemLog log)
    {
        foreach (var (type, most) in MaxOfType)
        {
            if (Count(screen.Components, type) is var count && count > most)
            {
                log.Error(
                    "too-many-components",
                    screen.Layout!,
                    $"Screen \"{screen.Id}\" has {count} components of type {type}; {most} may be there at once.");
            }
        }

        if (screen.AllComponents.Count() is var all and > MaxComponents)
        {
            log.Warn(
                "too-many-components",
                screen.Layout!,
                $"Screen \"{screen.Id}\" has {all} components; Meta allows {MaxComponents} and does not say whether nested ones count.");
        }

        foreach (var choice in screen.AllComponents.Where(component => component.Type is "If" or "Switch"))
        {
            var footers = choice.Branches.Select(branch => Count(branch, "Footer") > 0).Distinct().Count();
            if (footers > 1)
            {
                log.Error(
                    "footer-not-in-all-branches",
                    choice.Node,
                    $"A Footer stands in some branches of the {choice.Type} only: put one into each of them.");
            }
        }
    }

    /// <summary>How many of a type the person may see at once.</summary>
    private static int Count(IReadOnlyList<FlowComponent> components, string type) => components.Sum(component =>
        component.Type == type ? 1 : component.Branches.Select(branch => Count(branch, type)).DefaultIfEmpty().Max());
}
