using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>Everything that is checked of a Flow JSON.</summary>
internal static class FlowRules
{
    public static void Check(FlowModel flow, ProblemLog log)
    {
        ShapeRules.Check(flow, log);
        RoutingRules.Check(flow, log);
        ScreenRules.Check(flow, log);
        DataRules.Check(flow, log);
        ComponentRules.Check(flow, log);
        ReferenceRules.Check(flow, log);
        ActionRules.Check(flow, log);
    }
}
