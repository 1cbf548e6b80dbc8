namespace Platica.Processing.Tests.Faults;

/// <summary>Decides what goes wrong, and when.</summary>
internal interface IFaultPlan
{
    /// <summary>What happens to the next call.</summary>
    Fault NextCall();

    /// <summary>Whether the next settlement is lost: everything is stored, yet the delivery comes again.</summary>
    bool LosesNextSettlement();
}

/// <summary>A few faults at any calls.</summary>
internal sealed class SeededFaults : IFaultPlan
{
    private const int MostFaults = 6;
    private static readonly double[] Rates = [0.02, 0.1, 0.4];

    private readonly Random _random;
    private readonly double _rate;
    private int _left;

    public SeededFaults(Random random)
    {
        _random = random;
        _rate = Rates[random.Next(Rates.Length)];
        _left = random.Next(MostFaults + 1);
    }

    public Fault NextCall() => Strikes() ? (Fault)_random.Next((int)Fault.CrashBefore, (int)Fault.LockLost + 1) : Fault.None;

    public bool LosesNextSettlement() => Strikes();

    private bool Strikes()
    {
        var strikes = _left > 0 && _random.NextDouble() < _rate;
        _left -= strikes ? 1 : 0;
        return strikes;
    }
}

/// <summary>One fault, at a call counted from 0.</summary>
internal sealed class FaultAt(int call, Fault fault) : IFaultPlan
{
    private int _calls;

    /// <summary>Whether there were as many calls.</summary>
    public bool HasHappened => _calls > call;

    public Fault NextCall() => _calls++ == call ? fault : Fault.None;

    public bool LosesNextSettlement() => false;
}

/// <summary>One lost settlement, counted from 0.</summary>
internal sealed class SettlementLostAt(int settlement) : IFaultPlan
{
    private int _settlements;

    /// <summary>Whether there were as many settlements.</summary>
    public bool HasHappened => _settlements > settlement;

    public Fault NextCall() => Fault.None;

    public bool LosesNextSettlement() => _settlements++ == settlement;
}

/// <summary>Nothing goes wrong.</summary>
internal sealed class NoFaults : IFaultPlan
{
    public Fault NextCall() => Fault.None;

    public bool LosesNextSettlement() => false;
}
