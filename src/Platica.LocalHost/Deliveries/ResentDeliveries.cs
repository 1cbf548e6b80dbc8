using System.Globalization;
using Platica.LocalHost.Tables;
using Platica.Processing.DeadLetters;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>
/// Dead letters that an operator sent again and that are not settled yet. The journal has each delivery already; that it waits once more is a
/// row of a table of its own, so that a crash does not forget it.
/// </summary>
internal sealed partial class ResentDeliveries(
    JournaledTableStore rows, JournalQueue queue, TimeProvider clock, ILogger<ResentDeliveries> logger) : IReplayQueue
{
    private const string Table = "Resent";
    private const string Partition = "resent";
    private const string BodyReference = "BodyReference";
    private const string EnqueuedAt = "EnqueuedAt";
    private const string Replay = "Replay";

    private readonly Lock _lock = new();

    /// <summary>By the reference of the delivery: a row for each time that it waits, in that order.</summary>
    private readonly Dictionary<string, List<TableRow>> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task SendAgainAsync(Delivery delivery, int replay, CancellationToken cancellationToken)
    {
        var reference = delivery.BodyReference ?? throw new ArgumentException("The delivery is not of a journal.", nameof(delivery));
        var rowKey = string.Create(CultureInfo.InvariantCulture, $"{TableKey.Escape(reference)}.r{replay}");
        var row = new TableRow(Partition, rowKey, new Dictionary<string, object>
        {
            [BodyReference] = reference,
            [EnqueuedAt] = clock.GetUtcNow(),
            [Replay] = replay,
        });
        if (await rows.InsertAsync(Table, row, cancellationToken) == WriteOutcome.Written)
        {
            Add(row);
        }
    }

    /// <summary>Takes up those that were not settled before this start.</summary>
    public async Task RestoreAsync()
    {
        string? last = null;
        IReadOnlyList<TableRow> page;
        do
        {
            page = await rows.QueryAsync(new(Table, Partition, TableLimits.PageRows, last), CancellationToken.None);
            foreach (var row in page)
            {
                Add(row);
                last = row.RowKey;
            }
        }
        while (page.Count == TableLimits.PageRows);
    }

    /// <summary>How a delivery was sent again last, if it is one that waits here; else null.</summary>
    public (DateTimeOffset At, int Replay)? Find(Delivery delivery)
    {
        lock (_lock)
        {
            return delivery.BodyReference is { } reference && _waiting.TryGetValue(reference, out var rows)
                ? (rows[^1].GetTime(EnqueuedAt)!.Value, rows[^1].GetCount(Replay))
                : null;
        }
    }

    /// <summary>Deliveries are settled, once for each time that one is given; those that do not wait here are none of this queue's.</summary>
    public Task SettleAsync(IEnumerable<string> references) => Task.WhenAll(references.Select(SettleAsync));

    private void Add(TableRow row)
    {
        var reference = row.GetText(BodyReference)!;
        lock (_lock)
        {
            if (!_waiting.TryAdd(reference, [row]))
            {
                _waiting[reference].Add(row);
            }
        }

        queue.Add(reference);
    }

    private async Task SettleAsync(string reference)
    {
        if (TakeFirst(reference) is not { } row)
        {
            return;
        }

        try
        {
            await rows.DeleteAsync(Table, row.PartitionKey, row.RowKey, CancellationToken.None);
        }
        catch (StoreUnavailableException problem)
        {
            Log.NotSettled(logger, reference, problem.Message);
        }
    }

    private TableRow? TakeFirst(string reference)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(reference, out var rows))
            {
                return null;
            }

            var first = rows[0];
            rows.RemoveAt(0);
            if (rows.Count == 0)
            {
                _waiting.Remove(reference);
            }

            return first;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The delivery at {BodyReference}, sent again by an operator, is processed; the next start does so once more: {Problem}")]
        public static partial void NotSettled(ILogger logger, string bodyReference, string problem);
    }
}
