namespace Platica.Cli.Funnel;

/// <summary>One screen of the funnel.</summary>
/// <param name="Screen">Its id.</param>
/// <param name="Reached">How many people came to it.</param>
/// <param name="WentOn">How many of them came to a further one.</param>
internal sealed record FunnelStep(string Screen, int Reached, int WentOn)
{
    /// <summary>Whether it is the end, which nobody has to leave.</summary>
    public bool IsEnd => Screen == FlowFunnel.Success;

    /// <summary>Those for whom it was the furthest; some may still be there.</summary>
    public int Left => IsEnd ? 0 : Reached - WentOn;

    /// <summary>The part of those who came that left, 0 to 1.</summary>
    public double DropOff => (double)Left / Reached;
}
