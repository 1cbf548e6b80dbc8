namespace Platica.Processing.Tests.Cloud;

/// <summary>A few mishaps at any calls, and outages of any service, some of them at the same time.</summary>
internal sealed class SeededMishaps : IMishaps
{
    private const int MostMishaps = 14;
    private const int MostOutages = 4;
    private const int LongestStorm = 45;
    private const int HandlersFailEvery = 8;
    private static readonly double[] Rates = [0.02, 0.08, 0.3];
    private static readonly CloudService[] Outable = [CloudService.Tables, CloudService.Blobs, CloudService.Broker];
    private static readonly TimeSpan[] Lengths = [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    private readonly Random _random;
    private readonly bool _handlersFail;
    private readonly double _rate;
    private readonly List<Outage> _outages = [];
    private int _left;
    private int _storm;

    public SeededMishaps(Random random, CloudSetup setup)
    {
        var start = setup.Cloud.Clock.GetUtcNow();
        (_random, _handlersFail) = (random, setup.HasFailingHandlers);
        _rate = Rates[random.Next(Rates.Length)];
        _left = random.Next(MostMishaps + 1);
        for (var count = random.Next(MostOutages + 1); count > 0; count--)
        {
            // Most begin at once, when everything is posted.
            var from = start + TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(300) : 0);
            _outages.Add(new(Outable[random.Next(Outable.Length)], from, from + Lengths[random.Next(Lengths.Length)], random.Next(2) == 0));
        }
    }

    public bool IsCalm => false;

    public Mishap Next(ServiceCall call)
    {
        if (call.IsConditional && _storm > 0)
        {
            _storm--;
            return Mishap.ConflictStorm;
        }

        if (call.Service == CloudService.Handlers && _handlersFail && _random.Next(HandlersFailEvery) == 0)
        {
            return Mishap.Refused;
        }

        if (_left == 0 || call.Service == CloudService.Itself || _random.NextDouble() >= _rate)
        {
            return Mishap.None;
        }

        _left--;
        var mildest = call.Service == CloudService.Handlers ? Mishap.CrashBefore : Mishap.Refused;
        var mishap = (Mishap)_random.Next((int)mildest, (int)Mishap.LocksLost + 1);
        _storm = mishap == Mishap.ConflictStorm ? _random.Next(LongestStorm) : _storm;
        return mishap switch
        {
            Mishap.ConflictStorm when !call.IsConditional => Mishap.None,
            Mishap.TakenTwice when call.Again is null => Mishap.AnswerLost,
            _ => mishap,
        };
    }

    public bool IsOut(CloudService service, DateTimeOffset now) => _outages.Exists(outage =>
        outage.Service == service && outage.From <= now && now < outage.Until && (outage.IsTotal || _random.Next(2) == 0));

    public bool LosesSettlement()
    {
        var loses = _left > 0 && _random.NextDouble() < _rate;
        _left -= loses ? 1 : 0;
        return loses;
    }

    /// <summary>A total outage, or one that every other call survives, as throttling is.</summary>
    private sealed record Outage(CloudService Service, DateTimeOffset From, DateTimeOffset Until, bool IsTotal);
}
