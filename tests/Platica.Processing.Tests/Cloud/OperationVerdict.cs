using System.Security.Cryptography;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// Holds runs in which somebody operates against one without faults and operations, in which whoever is erased never wrote, and nothing was
/// told that is too old. What was accepted of others is kept; of that person nothing is left, nor after everything of theirs came once more.
/// </summary>
internal sealed class OperationVerdict(OperationStory story)
{
    private const int MostRounds = 10;
    private readonly Dictionary<string, (StoreImage Image, HashSet<string> Handed)> _faultless = [];

    /// <summary>What is wrong with a run that has ended; null when nothing is.</summary>
    public async Task<string?> ProblemAsync(CloudRun run, CloudSetup setup) =>
        run.Problem
        ?? await CloseAsync(setup)
        ?? await LostAsync(run)
        ?? await LeftAsync(run, setup, isLast: false)
        ?? (story.Erases ? await AgainAsync(run, setup) : null);

    /// <summary>Lets everything come to its end: what is to be sent again is, what is too old goes, and what is to be swept.</summary>
    private async Task<string?> CloseAsync(CloudSetup setup, params IReadOnlyList<Delivery> late)
    {
        List<Operator> operators =
        [
            new("dead-letters/replay", new { reason = DeadLetterReasons.MaxDelivery }),
            new("dead-letters/replay", new { reason = DeadLetterReasons.HandlerFailed }),
            new("rebuild", new { }),
        ];
        var problem = await RunAsync(setup, [.. late.Select(delivery => new Posting(delivery))], operators);
        for (var round = 0; problem is null && await HasPendingAsync(setup.Cloud); round++)
        {
            setup.Cloud.Clock.Advance(TimeSpan.FromHours(1));
            problem = round == MostRounds ? "The sweep of the erasures never ends." : await RunAsync(setup, [], [new(Operator.Maintenance, new { })]);
        }

        return problem ?? (story.Retains ? await RunAsync(setup, [], [new("retention", new { })]) : null);
    }

    private static async Task<string?> RunAsync(CloudSetup setup, IReadOnlyList<Posting> postings, IReadOnlyList<Operator> operators)
    {
        var run = await CloudRun.RunAsync(postings, setup.Calm, new Random(0), new NoMishaps(), operators);
        return run.Problem ?? (run.Postings.All(posting => posting.IsAccepted) ? null : "Something is refused though nothing fails.");
    }

    private static async Task<bool> HasPendingAsync(CloudServices cloud) =>
        (await cloud.Tables.ReadRowsAsync()).Any(item => item.Table == TableNames.Erasures && item.Row.PartitionKey == "pending");

    private async Task<string?> LostAsync(CloudRun run)
    {
        var kept = await CloudVerdict.KeptAsync(run.Cloud);
        var accepted = run.Postings.Where(posting => posting is { IsAccepted: true, IsFlowExchange: false }).Select(posting => posting.Call)
            .Concat(story.Known).Select(Posting.KeyOf).ToHashSet();
        return story.Staying.Where(item => accepted.Contains(Posting.KeyOf(item.Delivery)) && !kept.Contains(Posting.KeyOf(item.Kept)))
            .Select(item => $"Accepted and lost: {Posted.Text(item.Delivery)}")
            .FirstOrDefault();
    }

    /// <summary>What is not as it should be in what is left.</summary>
    private async Task<string?> LeftAsync(CloudRun run, CloudSetup setup, bool isLast)
    {
        var kept = await CloudVerdict.KeptAsync(setup.Cloud);
        var staying = story.Staying.Where(item => kept.Contains(Posting.KeyOf(item.Kept))).ToList();
        var (faultless, handed) = await FaultlessAsync([.. staying.Select(item => item.Kept)]);
        var changed = staying.Where(item => item.Delivery != item.Kept).Select(item => EventIdOf(item.Kept)).ToHashSet();
        return await TraceAsync(run, setup.Cloud, isLast)
            ?? (setup.Cloud.Blobs.Names.Count(name => name.StartsWith("refused/", StringComparison.Ordinal)) == (story.Erases ? 1 : 2) ? null : "Another's delivery that the broker refused is gone.")
            ?? await BodilessAsync(setup.Cloud)
            ?? (story.Retains && !setup.Cloud.Handed.Any(handed => handed.EndsWith($" {OperationStory.FailedEvent}", StringComparison.Ordinal)) ? "The handler that failed never ran again." : null)
            ?? faultless.FirstDifference(await StoreImage.TakeAsync(setup.Cloud.Tables, bodies: setup.Cloud.Blobs), View)
            ?? handed.Except(setup.Cloud.Handed).Where(missed => !changed.Contains(missed.Split(' ')[^1])).Select(missed => $"No handler got {missed}").FirstOrDefault();
    }

    /// <summary>Everything of the person comes once more, and what others told of the person.</summary>
    private async Task<string?> AgainAsync(CloudRun run, CloudSetup setup)
    {
        var kept = await CloudVerdict.KeptAsync(setup.Cloud);
        return await CloseAsync(setup, [.. story.Late(kept)]) ?? await LeftAsync(run, setup, isLast: true);
    }

    /// <summary>Where something of the person is left. The body of a call that was never taken has no name anywhere, until it comes again.</summary>
    private async Task<string?> TraceAsync(CloudRun run, CloudServices cloud, bool isLast)
    {
        if (!story.Erases)
        {
            return null;
        }

        var untaken = run.Postings.Where(posting => !isLast && !posting.IsAccepted).Select(posting => HashOf(posting.Call)).ToList();
        return (await Traces.FindAsync(cloud.Tables, cloud.Blobs, story.Texts))
            .Where(found => !untaken.Exists(hash => found.Contains(hash, StringComparison.Ordinal)))
            .Select(found => $"Left of the person: {found}")
            .FirstOrDefault();
    }

    /// <summary>What is stored without the body that it names. What goes may be put aside in that moment, and names a body then that is gone.</summary>
    private async Task<string?> BodilessAsync(CloudServices cloud)
    {
        var going = story.Going.Select(HashOf).ToList();
        foreach (var (table, row) in (await cloud.Tables.ReadRowsAsync()).Where(item => item.Table is TableNames.Events or TableNames.DeadLetters))
        {
            var isGone = table == TableNames.DeadLetters && BodyColumns.ReferencesOf(row).All(reference => going.Exists(hash => reference.EndsWith(hash, StringComparison.Ordinal)));
            if (!isGone && await BodyColumns.ReadDeliveryAsync(row, cloud.Blobs, CancellationToken.None) is null)
            {
                return $"Without its body: {table} {row.PartitionKey} {row.RowKey}";
            }
        }

        return null;
    }

    private async Task<(StoreImage Image, HashSet<string> Handed)> FaultlessAsync(IReadOnlyList<Delivery> calls)
    {
        var key = string.Join('\n', calls.Select(Posting.KeyOf).Order(StringComparer.Ordinal));
        if (!_faultless.TryGetValue(key, out var faultless))
        {
            var setup = CloudSetup.Usual;
            Assert.Null(await RunAsync(setup, [.. calls.Select(call => new Posting(call))], []));
            faultless = _faultless[key] = (await StoreImage.TakeAsync(setup.Cloud.Tables, bodies: setup.Cloud.Blobs), setup.Cloud.Handed);
        }

        return faultless;
    }

    /// <summary>What the name of a body ends with.</summary>
    private static string HashOf(Delivery delivery) => Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span));

    private static string? EventIdOf(Delivery delivery) =>
        ProviderCalls.ProviderOf(delivery).TryReadEnvelope(delivery, out var envelope, out _) ? envelope.EventId : null;

    /// <summary>
    /// When maintenance was done is no matter. Where somebody named in a group was erased while a copy of what was told of it was being written, its
    /// history may tell twice what happened, which names nobody.
    /// </summary>
    private string? View(string address, string value) =>
        address.StartsWith("row Directory / maintenance", StringComparison.Ordinal)
        || (story.IsAmongOthers && (address.StartsWith("row ConversationEvents", StringComparison.Ordinal) || address.Contains("/events?workspace=whapi", StringComparison.Ordinal)))
            ? null
            : CloudVerdict.WithoutDeadLetters(address, value);
}
