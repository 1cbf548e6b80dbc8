namespace Platica.Processing.Tests.Faults;

/// <summary>One lost settlement, counted from 0.</summary>
internal sealed class SettlementLostAt(int settlement) : IFaultPlan
{
    private int _settlements;

    /// <summary>Whether there were as many settlements.</summary>
    public bool HasHappened => _settlements > settlement;

    public Fault NextCall() => Fault.None;

    public bool LosesNextSettlement() => _settlements++ == settlement;
}
