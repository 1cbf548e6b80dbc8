using Platica.Processing.Deliveries;
using Platica.Processing.Receiving;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// The whole Azure home in one thread: processes that receive, process, record dead letters and drain the fallback, on services that fail. A
/// random generator picks who goes on at every call, a plan says what goes wrong; the same seed and plan give the same run.
/// </summary>
internal sealed class CloudRun
{
    private const int MostSteps = 60_000;
    private const int LargestBatch = 5;
    private const int Unavailable = 503;
    private const int MostReceiving = 3;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] Ticks = [.. new[] { 0.02, 0.1, 0.5, 2, 15, 60 }.Select(TimeSpan.FromSeconds)];

    private readonly Random _random;
    private readonly IMishaps _mishaps;
    private readonly ProcessingOptions _options;
    private readonly Network _network;
    private readonly CloudInstance[] _instances;
    private readonly Senders _senders;
    private readonly List<CloudInstance> _everyInstance = [];
    private readonly List<Work> _works = [];
    private readonly DeadLetterQueue _deadLetters;
    private readonly List<string> _log = [];

    private CloudRun(IReadOnlyList<Posting> postings, CloudSetup setup, Random random, IMishaps mishaps)
    {
        (Postings, _random, _mishaps, _options) = (postings, random, mishaps, setup.Processing);
        Cloud = setup.Cloud;
        _network = new(Cloud.Clock, random, mishaps, _log, Tally) { Crash = Crash, LoseLocks = LoseLocks };
        _deadLetters = new(Cloud.Broker, random, Tally);
        _senders = new(postings, random, mishaps, Tally);
        _instances = [.. Enumerable.Range(0, setup.Instances).Select(_ => NewInstance())];
    }

    /// <summary>What is left of it.</summary>
    public CloudServices Cloud { get; }

    /// <summary>What was posted.</summary>
    public IReadOnlyList<Posting> Postings { get; }

    /// <summary>
    /// How many Flow exchanges, which are answered in any case, the processes say they could not queue; null when one died, and cannot say.
    /// </summary>
    public long? DroppedExchanges =>
        _everyInstance.Exists(instance => instance.IsGone) ? null : _everyInstance.Sum(instance => instance.Receiver.DroppedExchanges);

    /// <summary>What happened, in its order.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>How often what happened.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What should never happen and did; null when nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs until nothing is outstanding.</summary>
    public static Task<CloudRun> RunAsync(IReadOnlyList<Posting> postings, CloudSetup setup, Random random, IMishaps mishaps) =>
        Task.Run(() => // On a thread of the pool: a test's own context would take the continuations out of the scheduler's hands.
        {
            var run = new CloudRun(postings, setup, random, mishaps);
            for (var step = 0; run.Problem is null && run.Step(); step++)
            {
                run.Problem ??= step == MostSteps ? $"Something is outstanding after {MostSteps} steps." : null;
            }

            return run;
        });

    /// <summary>Lets one of those who can go on do so; false when nothing is left to do.</summary>
    private bool Step()
    {
        var choices = new List<Action>(_network.Waiting().Select(call => (Action)(() => _network.LetThrough(call))));
        choices.AddRange(Beginnings());
        if (choices.Count + _works.Count + _network.UnderWay == 0 && Cloud.Broker.Waiting.Count == 0)
        {
            return false;
        }

        if (choices.Count == 0 || !_mishaps.IsCalm)
        {
            choices.Add(() => Advance(Ticks[_random.Next(Ticks.Length)]));
        }

        choices[_random.Next(choices.Count)]();
        FinishEnded();
        return true;
    }

    /// <summary>What somebody could begin to do.</summary>
    private IEnumerable<Action> Beginnings()
    {
        if (_senders.HasMore && _works.Count(work => work.Kind == WorkKind.ReceiveWebhook) < MostReceiving)
        {
            yield return PostNext;
        }

        foreach (var idle in Cloud.Broker.Waiting.Count == 0 ? [] : Idle(WorkKind.ProcessEvents))
        {
            yield return () => TakeBatch(idle);
        }

        if (_deadLetters.HasMore && Idle(WorkKind.RecordDeadLetters).FirstOrDefault() is { } recording)
        {
            yield return () => TakeDeadLetter(recording);
        }

        if (Cloud.HasFallback && !_works.Exists(work => work.Kind == WorkKind.DrainFallback))
        {
            yield return () => Drain(AnyInstance());
        }
    }

    private void PostNext()
    {
        var (posting, times) = _senders.Next();
        var instance = AnyInstance();
        Task<ReceiveResult>? answer = null;
        Begin(
            new(instance, WorkKind.ReceiveWebhook)
            {
                Finish = () => Answered(posting, times, answer!.Result.StatusCode),
                Interrupted = () => _senders.Answered(posting, times, null),
            },
            () => answer = instance.ReceiveAsync(posting.Call));
    }

    private void Answered(Posting posting, int times, int status)
    {
        Problem ??= status == posting.SuccessStatusCode || status == Unavailable ? null : $"{status} is no answer to {posting.Call.Provider}.";
        _senders.Answered(posting, times, status);
    }

    private void Drain(CloudInstance instance) => Begin(new(instance, WorkKind.DrainFallback), instance.DrainAsync);

    private void TakeBatch(CloudInstance instance)
    {
        var batch = Cloud.Broker.Receive(_random.Next(1, LargestBatch + 1), _random);
        Lease[] leases = [.. batch.Select(message => new Lease(message, Cloud.Clock.GetUtcNow() + Lock, () => Cloud.Broker.LoseLock(message)))];
        Tally.Count("messages handed out again", batch.Count(message => message.DeliveryCount > 1));
        Task<IReadOnlyList<Settlement>>? settlements = null;
        Begin(
            new(instance, WorkKind.ProcessEvents, leases)
            {
                Finish = () =>
                {
                    foreach (var (lease, settlement) in leases.Zip(settlements!.Result))
                    {
                        Settle(lease, settlement.Kind.ToString(), () => Cloud.Broker.Settle(lease.Message, settlement));
                    }
                },
            },
            () => settlements = instance.ProcessAsync(batch));
    }

    private void TakeDeadLetter(CloudInstance instance)
    {
        var letter = _deadLetters.Take();
        var lease = new Lease(letter.Message, Cloud.Clock.GetUtcNow() + Lock, () => _deadLetters.GiveBack(letter));
        Task<bool>? isRecorded = null;
        Begin(
            new(instance, WorkKind.RecordDeadLetters, lease)
            {
                Finish = () => Settle(lease, $"recorded: {isRecorded!.Result}", () =>
                {
                    if (!isRecorded.Result)
                    {
                        _deadLetters.GiveBack(letter);
                    }
                }),
            },
            () => isRecorded = instance.RecordAsync(letter.Message, letter.Reason, letter.Description));
    }

    private void Settle(Lease lease, string how, Action settle)
    {
        if (_mishaps.LosesSettlement())
        {
            Tally.Count("settlements lost");
            lease.Lose();
        }
        else if (lease.End())
        {
            _log.Add($"  {lease.Message.Message.MessageId} settled: {how}");
            settle();
        }
        else
        {
            Tally.Count("settlements too late");
        }
    }

    private void Begin(Work work, Func<Task> begin)
    {
        _log.Add($"{work.Instance.Name} begins {work.Kind}");
        work.Begin(begin);
        _works.Add(work);
    }

    private void Crash(CloudInstance instance)
    {
        instance.IsGone = true;
        _network.Cut(instance);
        LoseLocks(instance);
        var ended = _works.Where(work => work.Instance == instance).ToList();
        _works.RemoveAll(ended.Contains);
        ended.ForEach(work => work.Interrupted());
        _instances[Array.IndexOf(_instances, instance)] = NewInstance();
    }

    private void Advance(TimeSpan by)
    {
        _log.Add($"{by} pass");
        Cloud.Clock.Advance(by);
        foreach (var lease in _works.SelectMany(work => work.Leases).Where(lease => lease.Holds && lease.Until <= Cloud.Clock.GetUtcNow()))
        {
            Tally.Count("locks run out");
            lease.Lose();
        }
    }

    private void FinishEnded()
    {
        foreach (var work in _works.Where(work => work.Task.IsCompleted).ToList())
        {
            _works.Remove(work);
            if (work.Task.IsCompletedSuccessfully)
            {
                work.Finish();
            }
            else
            {
                Problem ??= $"{work.Kind} failed: {work.Task.Exception}";
            }
        }
    }

    private IEnumerable<CloudInstance> Idle(WorkKind kind) =>
        _instances.Where(instance => !_works.Exists(work => work.Instance == instance && work.Kind == kind));

    private CloudInstance AnyInstance() => _instances[_random.Next(_instances.Length)];

    private void LoseLocks(CloudInstance instance) =>
        _works.Where(work => work.Instance == instance).SelectMany(work => work.Leases).ToList().ForEach(lease => lease.Lose());

    private CloudInstance NewInstance()
    {
        _everyInstance.Add(new($"process {_everyInstance.Count + 1}", Cloud, _options, _network.Admit));
        return _everyInstance[^1];
    }
}
