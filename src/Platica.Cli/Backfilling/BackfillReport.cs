using System.Globalization;
using Platica.Cli.Output;

namespace Platica.Cli.Backfilling;

/// <summary>What a backfill read and sent. Counts from several threads.</summary>
internal sealed class BackfillReport
{
    private static readonly string[] Kinds = [BackfillDelivery.Clients, BackfillDelivery.Conversations, BackfillDelivery.Messages];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tally> _tallies = Kinds.ToDictionary(kind => kind, _ => new Tally());
    private readonly SortedSet<string> _workspaces = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private int _withoutId;
    private int _gone;
    private int _incomplete;

    /// <summary>Whether all that was read was sent.</summary>
    public bool IsComplete => _problems.Count == 0;

    /// <summary>How far it is, on one line.</summary>
    public string Progress => string.Join(", ", Kinds.Select(kind => Number($"{kind} {_tallies[kind].Read:N0} read {_tallies[kind].Sent:N0} sent")));

    /// <summary>Something was read from Platica.</summary>
    public void Read(string kind, int count) => Count(() => _tallies[kind].Read += count);

    /// <summary>Something is kept under a workspace.</summary>
    public void Found(string workspace) => Count(() => _workspaces.Add(workspace));

    /// <summary>A delivery was taken.</summary>
    public void Sent(BackfillDelivery delivery) => Count(() =>
    {
        _tallies[delivery.Kind].Sent += delivery.Count;
        _tallies[delivery.Kind].Deliveries++;
    });

    /// <summary>One that tells no id cannot be kept.</summary>
    public void WithoutId(int count) => Count(() => _withoutId += count);

    /// <summary>A conversation was listed and then gone.</summary>
    public void Gone() => Count(() => _gone++);

    /// <summary>A conversation tells fewer messages than it counts.</summary>
    public void Incomplete() => Count(() => _incomplete++);

    /// <summary>A delivery that cannot be divided is larger than the receiver takes.</summary>
    public void TooLarge(BackfillDelivery delivery) =>
        Count(() => _problems.Add(Number($"Too large for the receiver with {delivery.Body.Length:N0} bytes: one of {delivery.Kind}, {PlainText.Clean(delivery.Id)}")));

    /// <summary>The summary.</summary>
    public IEnumerable<string> Lines(string verb)
    {
        foreach (var workspace in _workspaces)
        {
            yield return $"Workspace {PlainText.Clean(workspace)}, kept as platica.{PlainText.Clean(workspace)}";
        }

        foreach (var kind in Kinds)
        {
            var tally = _tallies[kind];
            yield return Number($"{kind,-13} {tally.Read,10:N0} read {tally.Sent,10:N0} {verb} in {tally.Deliveries:N0} deliveries");
        }

        if (_withoutId > 0)
        {
            yield return Number($"{_withoutId:N0} without an id, left out: nothing could tell them from others");
        }

        if (_gone > 0)
        {
            yield return Number($"{_gone:N0} conversations could not be read one by one: deleted meanwhile, or not to be had by their id");
        }

        if (_incomplete > 0)
        {
            yield return Number($"{_incomplete:N0} conversations tell fewer messages than they count");
        }

        foreach (var problem in _problems)
        {
            yield return problem;
        }
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Count(Action count)
    {
        lock (_lock)
        {
            count();
        }
    }

    private sealed class Tally
    {
        public long Read { get; set; }

        public long Sent { get; set; }

        public long Deliveries { get; set; }
    }
}
