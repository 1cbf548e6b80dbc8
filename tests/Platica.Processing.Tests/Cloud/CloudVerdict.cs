using System.Text.RegularExpressions;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// Holds runs against the one in which nothing goes wrong. What was accepted must be kept, as an event or a dead letter; what was refused or
/// not answered is kept wholly or not at all, each item of a call for itself: every row and answer is that of a faultless run of exactly what is kept.
/// </summary>
internal sealed partial class CloudVerdict
{
    private readonly Dictionary<string, (StoreImage Image, HashSet<string> Handed)> _faultless = [];

    /// <summary>What is wrong with a run that has ended; null when nothing is.</summary>
    public async Task<string?> ProblemAsync(CloudRun run, bool isImpatient)
    {
        if (run.Problem is not null)
        {
            return run.Problem;
        }

        var kept = await KeptAsync(run.Cloud);
        if (run.Postings.Where(posting => posting is { IsAccepted: true, IsFlowExchange: false }).SelectMany(posting => posting.Deliveries)
            .FirstOrDefault(delivery => !kept.Contains(Posting.KeyOf(delivery))) is { } lost)
        {
            return $"Accepted and lost: {lost.Provider} {Posted.Text(lost)}";
        }

        if (run.Postings.Count(posting => posting is { IsAccepted: true, IsFlowExchange: true } && !kept.Contains(Posting.KeyOf(posting.Call))) is var dropped
            && dropped > (run.DroppedExchanges ?? dropped))
        {
            return $"{dropped} Flow exchanges were answered and not recorded, {run.DroppedExchanges} are counted.";
        }

        if (isImpatient)
        {
            await ReplayAsync(run.Cloud);
        }

        Delivery[] calls = [.. run.Postings.SelectMany(posting => CallsOf(posting, kept, run.Tally))];
        var (faultless, handed) = await FaultlessAsync(calls);
        var actual = await StoreImage.TakeAsync(run.Cloud.Tables, bodies: run.Cloud.Blobs);
        return faultless.FirstDifference(actual, isImpatient ? WithoutDeadLetters : WithoutAttempts) is { } difference
            ? $"{difference}\n\nKept:\n{string.Join('\n', calls.Select(Posted.Text))}"
            : !isImpatient && handed.Except(run.Cloud.Handed).FirstOrDefault() is { } missed ? $"No handler got {missed}" : null;
    }

    /// <summary>What is kept as an event or a dead letter, with its body.</summary>
    internal static async Task<HashSet<string>> KeptAsync(CloudServices cloud)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, row) in (await cloud.Tables.ReadRowsAsync()).Where(item => item.Table is TableNames.Events or TableNames.DeadLetters))
        {
            if (await BodyColumns.ReadDeliveryAsync(row, cloud.Blobs, CancellationToken.None) is { } delivery)
            {
                kept.Add(Posting.KeyOf(delivery));
            }
        }

        return kept;
    }

    /// <summary>The calls that bring what is kept of one: the same, or one for each of its items that is.</summary>
    private static Delivery[] CallsOf(Posting posting, HashSet<string> kept, Tally tally)
    {
        Delivery[] left = [.. posting.Deliveries.Where(delivery => kept.Contains(Posting.KeyOf(delivery)))];
        tally.Count("calls kept in part", left.Length > 0 && left.Length < posting.Deliveries.Count ? 1 : 0);
        return left.Length == posting.Deliveries.Count ? [posting.Call] : left;
    }

    /// <summary>What an operator does with what was handed out too often, once the services answer again.</summary>
    private static async Task ReplayAsync(CloudServices cloud)
    {
        var pipeline = new Pipeline(cloud.Tables, bodies: cloud.Blobs);
        foreach (var (_, row) in (await cloud.Tables.ReadRowsAsync()).Where(item =>
            item.Table == TableNames.DeadLetters && item.Row.GetText(DeadLetterColumns.Reason) == DeadLetterReasons.MaxDelivery))
        {
            await pipeline.ProcessAsync((await BodyColumns.ReadDeliveryAsync(row, cloud.Blobs, CancellationToken.None))!);
        }
    }

    private async Task<(StoreImage Image, HashSet<string> Handed)> FaultlessAsync(IReadOnlyList<Delivery> calls)
    {
        var key = string.Join('\n', calls.Select(Posting.KeyOf).Order(StringComparer.Ordinal));
        if (!_faultless.TryGetValue(key, out var faultless))
        {
            var run = await CloudRun.RunAsync([.. calls.Select(call => new Posting(call))], CloudSetup.Usual, new Random(0), new NoMishaps());
            Assert.True(run.Problem is null && run.Postings.All(posting => posting.IsAccepted), $"The faultless run is none: {run.Problem}");
            faultless = _faultless[key] = (await StoreImage.TakeAsync(run.Cloud.Tables, bodies: run.Cloud.Blobs), run.Cloud.Handed);
        }

        return faultless;
    }

    /// <summary>How often and when something failed is another matter in each run.</summary>
    private static string? WithoutAttempts(string address, string value) =>
        !IsOfDeadLetters(address) ? value
        : Fortuitous().IsMatch(address[(address.LastIndexOf('/') + 1)..]) ? null
        : FortuitousMember().Replace(value, "");

    /// <summary>All but the dead letters, of which there are others in each run.</summary>
    internal static string? WithoutDeadLetters(string address, string value) => IsOfDeadLetters(address) ? null : value;

    private static bool IsOfDeadLetters(string address) =>
        address.StartsWith("row DeadLetters", StringComparison.Ordinal)
        || address.StartsWith("row Directory / dead-letters", StringComparison.Ordinal)
        || address.StartsWith("GET /api/dead-letters", StringComparison.Ordinal);

    [GeneratedRegex("^ (Attempts|FirstSeenAt|LastSeenAt|EnqueuedAt)$")]
    private static partial Regex Fortuitous();

    [GeneratedRegex(""" "(attempts|firstSeenAt|lastSeenAt|enqueuedAt)":[^,}]*""", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex FortuitousMember();
}
