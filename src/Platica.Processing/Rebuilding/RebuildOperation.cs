using System.Text.Json;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>
/// <c>rebuild</c>: processes the whole archive again, without the business's handlers. Into the tables that are in use it mends what is
/// missing there; into fresh ones, which it creates, it makes the same rows anew. Dead letters and who was erased, which no event makes again, are copied.
/// Parameters: <c>workspace</c>, <c>since</c> (the events' own time), <c>from</c> and <c>into</c> (prefixes of table names, an empty text for
/// none; without them the tables in use), <c>count</c> (only tells how many days there are to go through).
/// </summary>
/// <param name="sets">The tables.</param>
/// <param name="bodies">The bodies that are not in rows.</param>
/// <param name="processor">Stores deliveries.</param>
public sealed class RebuildOperation(TableSets sets, IBodyStore bodies, DeliveryProcessor processor) : IOperation
{
    /// <summary>So that an answer stays small, however much of the archive is gone.</summary>
    private const int MostNamed = 1000;

    private const int RowsAtOnce = 100;
    private static readonly TimeSpan StoreBudget = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "rebuild";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        call.Only("workspace", "since", "from", "into", "count");
        var (workspace, since) = (call.Text("workspace"), call.Time("since"));
        var (from, into) = (PrefixOf(call, "from"), PrefixOf(call, "into"));
        var (source, target) = (sets.Of(from), sets.Of(into));
        var copies = !TableSets.IsSame(from, into);
        var parts = await ListAsync(new(source, workspace, since), copies, cancellationToken).ConfigureAwait(false);
        if (call.Flag("count"))
        {
            return new(new Dictionary<string, long> { ["days"] = parts.Count(part => part.IsDay) }, null);
        }

        var rebuilder = new Rebuilder(bodies, processor.Onto(target, StoreBudget), copies ? target : null);
        var copier = new RowCopier(target, workspace, fills: into != sets.Prefix);
        var counts = new RebuildCounts();
        var (order, after) = ArchivePart.Read(call.Continuation);
        foreach (var part in parts.Where(part => string.CompareOrdinal(part.Order, order) >= 0))
        {
            after = part.Order == order ? after : null;
            do
            {
                var rows = await source.QueryAsync(new(part.Table, part.PartitionKey, RowsAtOnce, after, Before(part, since)), cancellationToken).ConfigureAwait(false);
                await (part.Table == TableNames.Events
                    ? rebuilder.RebuildAsync(rows, counts, cancellationToken)
                    : copier.CopyAsync(part.Table, rows, counts, cancellationToken)).ConfigureAwait(false);
                after = rows.Count == RowsAtOnce ? rows[^1].RowKey : null;
                counts.AddDays(after is null && part.IsDay ? 1 : 0);
                if (!call.HasTime || counts.Named >= MostNamed)
                {
                    return Page(counts, after is null ? part.End : part.After(after));
                }
            }
            while (after is not null);
        }

        return Page(counts, null);
    }

    private static async Task<IReadOnlyList<ArchivePart>> ListAsync(ArchiveParts parts, bool copies, CancellationToken cancellationToken)
    {
        if (!await parts.HasWorkspaceAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new ReadProblemException(404, "No such workspace", "These tables have nothing of that workspace. Its name is like platica.ws_demo.");
        }

        var events = await parts.OfEventsAsync(cancellationToken).ConfigureAwait(false);
        return !copies ? events :
        [
            .. await parts.OfErasuresAsync(cancellationToken).ConfigureAwait(false),
            .. events,
            .. await parts.OfDeadLettersAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <summary>Row keys count time backwards. Of dead letters whole days are copied: their time is that of the arrival.</summary>
    private static string? Before(ArchivePart part, DateTimeOffset? since) =>
        since is { } earliest && part.Table == TableNames.Events ? TableKey.Descending(earliest) + ArchivePart.PastKeys : null;

    private string PrefixOf(OperationCall call, string name)
    {
        if (!call.Parameters.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return sets.Prefix;
        }

        var prefix = call.Text(name) ?? string.Empty;
        if (!TableSets.IsPrefix(prefix))
        {
            throw OperationCall.Invalid(
                name, "up to 20 letters and digits, a letter first, or empty for tables without a prefix; and none that makes one table's name of another's");
        }

        if (TableSets.IsSame(prefix, sets.Prefix))
        {
            return sets.Prefix;
        }

        return sets.HasSeveral ? prefix : throw new ReadProblemException(
            400, "No other tables here", "LocalHost has its tables in memory and makes them anew from its journal at every start: restart it instead.");
    }

    private static OperationPage Page(RebuildCounts counts, string? continuation) =>
        new(counts.Counts, continuation) { Items = counts.Named > 0 ? counts.WriteLost : null };
}
