using System.Collections.Concurrent;
using Platica.Testing;

namespace Platica.Processing.Tests.Cloud;

/// <summary>What lies between processes and services: every call waits here until it is let through, and a plan says what becomes of it.</summary>
internal sealed class Network(ManualTimeProvider clock, Random random, IMishaps mishaps, List<string> log, Tally tally)
{
    private static readonly TimeSpan LongestHop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Delays = [.. new[] { 2.0, 7, 70, 360 }.Select(TimeSpan.FromSeconds)];

    private readonly ConcurrentQueue<ServiceCall> _arriving = [];
    private readonly List<ServiceCall> _waiting = [];

    /// <summary>Called with a process that dies.</summary>
    public required Action<CloudInstance> Crash { get; init; }

    /// <summary>Called with a process whose locks are lost.</summary>
    public required Action<CloudInstance> LoseLocks { get; init; }

    /// <summary>How many calls and answers take long.</summary>
    public int UnderWay { get; private set; }

    /// <summary>A process makes a call.</summary>
    public void Admit(ServiceCall call)
    {
        if (call.IsAtOnce)
        {
            LetThrough(call);
        }
        else
        {
            _arriving.Enqueue(call);
        }
    }

    /// <summary>The calls that could be let through.</summary>
    public IReadOnlyList<ServiceCall> Waiting()
    {
        while (_arriving.TryDequeue(out var call))
        {
            _waiting.Add(call);
        }

        return _waiting;
    }

    /// <summary>Of a process that died: some of its calls never arrive, the others happen later, while somebody else does the work again.</summary>
    public void Cut(CloudInstance instance) => _waiting.RemoveAll(call => call.Caller == instance && random.Next(2) == 0);

    /// <summary>Lets a call through, or does to it what the plan says.</summary>
    public void LetThrough(ServiceCall call)
    {
        _waiting.Remove(call);
        var mishap = call.Caller.IsGone ? Mishap.None
            : mishaps.IsOut(call.Service, clock.GetUtcNow()) ? Mishap.Refused
            : mishaps.Next(call);
        mishap = call.IsAtOnce && mishap is Mishap.AnsweredLate or Mishap.CarriedOutLate ? Mishap.AnswerLost : mishap;
        log.Add($"  {call.Caller.Name} {call.Service}: {call.What}{(mishap == Mishap.None ? "" : $" — {mishap}")}");
        tally.Count(mishap, call.Service);
        tally.Count("entries of the fallback store", call.What.StartsWith("write fallback/", StringComparison.Ordinal) ? 1 : 0);
        if (mishap is not (Mishap.Refused or Mishap.ConflictStorm or Mishap.CrashBefore or Mishap.CarriedOutLate))
        {
            call.Perform();
        }

        switch (mishap)
        {
            case Mishap.Refused or Mishap.AnswerLost:
                Reply(call, call.Fail);
                break;
            case Mishap.AnsweredLate:
                Later(() => Reply(call, call.Answer));
                break;
            case Mishap.CarriedOutLate:
                CarryOutLate(call);
                break;
            case Mishap.ConflictStorm:
                Reply(call, call.Conflict);
                break;
            case Mishap.CrashBefore or Mishap.CrashAfter:
                Crash(call.Caller);
                break;
            default:
                Intervene(mishap, call);
                Reply(call, call.Answer);
                break;
        }
    }

    private void Intervene(Mishap mishap, ServiceCall call)
    {
        if (mishap == Mishap.TakenTwice)
        {
            call.Again!();
        }
        else if (mishap == Mishap.LocksLost)
        {
            LoseLocks(call.Caller);
        }
    }

    /// <summary>A client of the broker gives up within seconds; the others wait.</summary>
    private void CarryOutLate(ServiceCall call)
    {
        if (call.Service == CloudService.Broker)
        {
            Reply(call, call.Fail);
            Later(call.Perform);
        }
        else
        {
            Later(() =>
            {
                call.Perform();
                Reply(call, call.Answer);
            });
        }
    }

    private void Later(Action what)
    {
        UnderWay++;
        clock.CreateTimer(
            _ =>
            {
                UnderWay--;
                what();
            },
            null,
            Delays[random.Next(Delays.Length)],
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Tells the caller, if it lives; what it does next happens before this returns. The circuit breaker alone tells of its opening and closing
    /// on another thread: so whoever sends from behind it is waited for until he calls again, or comes back from the queue.
    /// </summary>
    private void Reply(ServiceCall call, Action reply)
    {
        if (call.Caller.IsGone)
        {
            return;
        }

        var arrived = _arriving.Count;
        reply();
        if (call.Again is not null && call.Work.Kind == WorkKind.ReceiveWebhook)
        {
            SpinWait.SpinUntil(() => _arriving.Count > arrived, LongestHop);
        }
    }
}
