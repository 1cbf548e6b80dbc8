namespace Platica.Processing.Tests.Faults;

/// <summary>One fault, at a call counted from 0.</summary>
internal sealed class FaultAt(int call, Fault fault) : IFaultPlan
{
    private int _calls;

    /// <summary>Whether there were as many calls.</summary>
    public bool HasHappened => _calls > call;

    public Fault NextCall() => _calls++ == call ? fault : Fault.None;

    public bool LosesNextSettlement() => false;
}
