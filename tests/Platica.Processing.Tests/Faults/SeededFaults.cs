namespace Platica.Processing.Tests.Faults;

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
