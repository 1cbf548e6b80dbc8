using Platica.Processing.Reading;
using Platica.Processing.Receiving;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// The whole Azure home in one thread: processes that receive, process, record dead letters and drain the fallback, on services that fail. A
/// random generator picks who goes on at every call, a plan says what goes wrong; the same seed and plan give the same run.
/// </summary>
internal sealed partial class CloudRun
{
    private const int MostSteps = 60_000;
    private const int Unavailable = 503;
    private const int MostReceiving = 3;
    private static readonly TimeSpan[] Ticks = [.. new[] { 0.02, 0.1, 0.5, 2, 15, 60 }.Select(TimeSpan.FromSeconds)];

    private readonly Random _random;
    private readonly IMishaps _mishaps;
    private readonly CloudSetup _setup;
    private readonly IReadOnlyList<Operator> _operators;
    private readonly Network _network;
    private readonly CloudInstance[] _instances;
    private readonly Senders _senders;
    private readonly List<CloudInstance> _everyInstance = [];
    private readonly List<Work> _works = [];
    private readonly DeadLetterQueue _deadLetters;
    private readonly List<string> _log = [];
    private int _step;

    private CloudRun(IReadOnlyList<Posting> postings, IReadOnlyList<Operator> operators, CloudSetup setup, Random random, IMishaps mishaps)
    {
        (Postings, _operators, _random, _mishaps, _setup) = (postings, operators, random, mishaps, setup);
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
    public static Task<CloudRun> RunAsync(
        IReadOnlyList<Posting> postings, CloudSetup setup, Random random, IMishaps mishaps, params IReadOnlyList<Operator> operators) =>
        Task.Run(() => // On a thread of the pool: a test's own context would take the continuations out of the scheduler's hands.
        {
            var run = new CloudRun(postings, operators, setup, random, mishaps);
            for (; run.Problem is null && run.Step(); run._step++)
            {
                run.Problem ??= run._step == MostSteps ? $"Something is outstanding after {MostSteps} steps." : null;
            }

            return run;
        });

    /// <summary>Lets one of those who can go on do so; false when nothing is left to do.</summary>
    private bool Step()
    {
        var choices = new List<Action>(_network.Waiting().Select(call => (Action)(() => _network.LetThrough(call))));
        choices.AddRange(Beginnings());
        choices.AddRange(_operators.Where(one => one.IsDue(_step) || (choices.Count == 0 && one.IsReady)).ToList().Select(one => (Action)(() => Operate(one))));
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

    private void Operate(Operator somebody)
    {
        var instance = AnyInstance();
        var page = somebody.Begin();
        _log.Add($"{somebody.Name} {page}");
        Task<ReadAnswer>? answer = null;
        Begin(
            new(instance, somebody.IsErasing ? WorkKind.Erase : WorkKind.Operate)
            {
                Finish = () => Problem ??= somebody.Answered(answer!.Result, _step, Tally),
                Interrupted = () => somebody.Interrupted(_step, Tally),
            },
            () => answer = instance.OperateAsync(somebody.Name, page));
    }

    private void Begin(Work work, Func<Task> begin)
    {
        _log.Add($"{work.Instance.Name} begins {work.Kind}");
        _works.Add(work);
        work.Begin(begin);
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

    private CloudInstance NewInstance()
    {
        _everyInstance.Add(new($"process {_everyInstance.Count + 1}", _setup, _network.Admit));
        return _everyInstance[^1];
    }
}
