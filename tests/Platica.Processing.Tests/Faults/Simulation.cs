using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Faults;

/// <summary>
/// Some consumers of one queue on one store, in one thread: a random generator picks who goes on at every call to the store, and a plan says
/// what goes wrong. The same seed and plan give the same run.
/// </summary>
internal sealed class Simulation
{
    private const int MostSteps = 20_000;
    private const int LargestBatch = 4;

    /// <summary>How often some call is let through while a consumer is still making others, as by another thread.</summary>
    private const double LetThroughMeanwhile = 0.1;

    /// <summary>As long as the longest wait before a call is tried again.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    /// <summary>Deliveries are given back at once when the store does not answer, or the call is tried again.</summary>
    private static readonly ProcessingOptions[] Patience = [new() { StoreBudget = TimeSpan.Zero }, new()];

    private readonly ManualTimeProvider _clock = new();
    private readonly Random _random;
    private readonly ProcessingOptions _options;
    private readonly IFaultPlan _faults;
    private readonly AtLeastOnceQueue _queue;
    private readonly WritingOrder _order;
    private readonly Consumer[] _consumers;
    private readonly List<GatedCall> _calls = [];
    private readonly List<string> _log = [];
    private int _started;

    private Simulation(IReadOnlyList<Delivery> deliveries, int consumers, Random random, IFaultPlan faults)
    {
        (_random, _faults, _queue, _order) = (random, faults, new(deliveries), new(deliveries));
        _options = Patience[random.Next(Patience.Length)];
        _consumers = [.. Enumerable.Range(0, consumers).Select(_ => NewConsumer())];
    }

    /// <summary>The store.</summary>
    public ObservedTableStore Store { get; } = new(new InMemoryTableStore());

    /// <summary>What happened, in its order.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>What should never happen and did; null when nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many deliveries were settled by a consumer that had lost them.</summary>
    public int SettledTooLate { get; private set; }

    /// <summary>Runs until nothing is outstanding.</summary>
    public static Task<Simulation> RunAsync(IReadOnlyList<Delivery> deliveries, int consumers, Random random, IFaultPlan faults) =>
        Task.Run(() => // On a thread of the pool: a test's own context would take the continuations out of the scheduler's hands.
        {
            var simulation = new Simulation(deliveries, consumers, random, faults);
            for (var step = 0; simulation.Problem is null && simulation.Step(); step++)
            {
                simulation.Problem ??= step == MostSteps ? $"Deliveries are outstanding after {MostSteps} steps." : null;
            }

            return simulation;
        });

    /// <summary>Lets one of those who can go on do so; false when nothing is left to do.</summary>
    private bool Step()
    {
        var idle = _queue.Waiting == 0 ? [] : _consumers.Where(consumer => consumer.Work is null).ToList();
        var timers = Math.Min(1, _clock.PendingTimers);
        if (_calls.Count + idle.Count + timers == 0)
        {
            Problem = _queue.IsEmpty ? null : "Deliveries are outstanding, and nobody works on them.";
            return false;
        }

        var pick = _random.Next(_calls.Count + idle.Count + timers);
        if (pick < _calls.Count)
        {
            LetThrough(_calls[pick]);
        }
        else if (pick < _calls.Count + idle.Count)
        {
            TakeBatch(idle[pick - _calls.Count]);
        }
        else
        {
            _clock.Advance(Tick);
        }

        SettleFinished();
        return true;
    }

    private void TakeBatch(Consumer consumer)
    {
        var count = _random.Next(1, Math.Min(LargestBatch, _queue.Waiting) + 1);
        var batch = Enumerable.Range(0, count).Select(_ => _queue.Take(_random.Next(_queue.Waiting))).ToList();
        Note(consumer, $"takes {count}");
        consumer.Start(batch);
    }

    private void LetThrough(GatedCall call)
    {
        _calls.Remove(call);
        var consumer = call.Caller;
        var fault = consumer.IsGone ? Fault.None : _faults.NextCall();
        Note(consumer, $"{call.Call.Operation} {call.Call.Table} {call.Call.PartitionKey} {string.Join(", ", call.Call.RowKeys)}", fault);
        if (fault != Fault.CrashBefore)
        {
            Problem ??= _order.FirstTooEarly(call.Call, Store);
            call.Perform();
        }

        switch (fault)
        {
            case Fault.CrashBefore or Fault.CrashAfter:
                Crash(consumer);
                break;
            case Fault.AnswerLost:
                consumer.HasLostAnswer = true;
                call.LoseAnswer();
                break;
            case Fault.LockLost:
                Release(consumer);
                call.Answer();
                break;
            default:
                if (!consumer.IsGone)
                {
                    call.Answer();
                }

                break;
        }
    }

    /// <summary>Its other calls are on their way: some never arrive, the others happen later, while somebody else does the work again.</summary>
    private void Crash(Consumer consumer)
    {
        consumer.IsGone = true;
        _calls.RemoveAll(call => call.Caller == consumer && _random.Next(2) == 0);
        Release(consumer);
        _consumers[Array.IndexOf(_consumers, consumer)] = NewConsumer();
    }

    private void SettleFinished()
    {
        foreach (var consumer in _consumers.Where(consumer => consumer.Work is { IsCompleted: true }))
        {
            if (consumer.Work!.IsCompletedSuccessfully)
            {
                foreach (var (lease, settlement) in consumer.Batch.Zip(consumer.Work.Result))
                {
                    Settle(consumer, lease, settlement);
                }
            }
            else if (!consumer.HasLostAnswer)
            {
                Problem ??= $"A consumer failed: {consumer.Work.Exception}";
            }

            Release(consumer);
            consumer.Finish();
        }
    }

    private void Settle(Consumer consumer, AtLeastOnceQueue.Lease lease, Settlement settlement)
    {
        if (settlement.Kind == SettlementKind.Abandon)
        {
            Note(consumer, "gives back a delivery");
            Problem ??= consumer.HasLostAnswer ? null : $"A delivery was abandoned though the store answers: {settlement.Description}";
        }
        else if (_faults.LosesNextSettlement())
        {
            Note(consumer, "loses a settlement");
        }
        else
        {
            SettledTooLate += _queue.Settle(lease) ? 0 : 1;
            Note(consumer, $"settles a delivery: {settlement.Kind}");
        }
    }

    private void Release(Consumer consumer)
    {
        foreach (var lease in consumer.Batch)
        {
            _queue.Release(lease);
        }
    }

    private Consumer NewConsumer() => new($"consumer {++_started}", Store, Admit, _clock, _options);

    private void Admit(GatedCall call)
    {
        if (call.Caller.IsGone)
        {
            return;
        }

        _calls.Add(call);
        if (_random.NextDouble() < LetThroughMeanwhile)
        {
            LetThrough(_calls[_random.Next(_calls.Count)]);
        }
    }

    private void Note(Consumer consumer, string what, Fault fault = Fault.None) =>
        _log.Add($"{consumer.Name}{(consumer.IsGone ? " (gone)" : "")} {what}{(fault == Fault.None ? "" : $" — {fault}")}");
}
