using Platica.Flows;

namespace Platica.Benchmarks.Load;

/// <summary>A Flow as no business should write it: its handler blocks its thread.</summary>
internal static class StuckFlow
{
    /// <summary>Its id.</summary>
    public const string Id = "flow_stuck";

    /// <summary>Its name.</summary>
    public const string Name = "Stuck flow";

    /// <summary>How long the handler blocks.</summary>
    public static readonly TimeSpan Blocks = TimeSpan.FromSeconds(10);

    /// <summary>Answers its only screen, too late.</summary>
    public static void Configure(FlowBuilder flow) => flow.WithId(Id).OnDataExchange("WELCOME", () =>
    {
        Thread.Sleep(Blocks);
        return FlowAnswer.Show("PAYMENT", new { amount_mxn = 1 });
    });
}
