using System.Runtime.InteropServices;
using Platica.Processing.Tables;

namespace Platica.Processing.Deliveries;

/// <summary>
/// Inserts a batch's insert-only rows: a transaction for each partition, and row by row where the transaction finds a row that is
/// there already, as on a redelivery. The archive comes after all else, and the directory last: whoever deletes one of these, and looks once more at
/// what it led to, finds what was written before; and what is written after that leads there again.
/// </summary>
internal sealed class InsertWriter(ITableStore store)
{
    private const int PartitionsAtOnce = 16;

    private static readonly string[] Last = [TableNames.Events, TableNames.Directory];

    /// <summary>Inserts the rows of all plans but the abandoned; a plan whose row could not be inserted is ended.</summary>
    public async Task WriteAsync(IReadOnlyList<DeliveryPlan> plans, CancellationToken cancellationToken)
    {
        await WriteAsync(plans, table => !Last.Contains(table), cancellationToken).ConfigureAwait(false);
        foreach (var last in Last)
        {
            await WriteAsync(plans, table => table == last, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(IReadOnlyList<DeliveryPlan> plans, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var transactions = Partitions(plans, isMeant).SelectMany(partition => Transactions(partition.Key.Table, partition.Value.Values));
        await Bounded.ForEachAsync(transactions, PartitionsAtOnce, transaction => InsertAsync(transaction, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The rows of each partition of some tables, each key once: deliveries share some.</summary>
    private static Dictionary<(string Table, string PartitionKey), Dictionary<string, SharedRow>> Partitions(
        IReadOnlyList<DeliveryPlan> plans, Func<string, bool> isMeant)
    {
        var partitions = new Dictionary<(string Table, string PartitionKey), Dictionary<string, SharedRow>>();
        foreach (var plan in plans.Where(plan => plan.IsInserted))
        {
            foreach (var (table, row) in plan.Inserts.Where(insert => isMeant(insert.Table)))
            {
                var rows = CollectionsMarshal.GetValueRefOrAddDefault(partitions, (table, row.PartitionKey), out _) ??= new(StringComparer.Ordinal);
                var shared = CollectionsMarshal.GetValueRefOrAddDefault(rows, row.RowKey, out _) ??= new(row);
                shared.Plans.Add(plan);
            }
        }

        return partitions;
    }

    private async Task InsertAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            if (transaction.Rows.Count > 1
                && await store.InsertAllAsync(transaction.Table, [.. transaction.Rows.Select(row => row.Row)], cancellationToken).ConfigureAwait(false) == WriteOutcome.Written)
            {
                return;
            }
        }
        catch (StoreUnavailableException problem)
        {
            End(transaction.Rows.SelectMany(row => row.Plans), Settlement.Abandon(problem.Message));
            return;
        }
        catch (StoreRefusedException)
        {
            // One of the rows is to blame; going row by row finds out which.
        }

        foreach (var row in transaction.Rows)
        {
            await InsertAsync(transaction.Table, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task InsertAsync(string table, SharedRow row, CancellationToken cancellationToken)
    {
        try
        {
            // A conflict means that the row is there: the delivery came before.
            await store.InsertAsync(table, row.Row, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException problem)
        {
            End(row.Plans, Settlement.Abandon(problem.Message));
        }
        catch (StoreRefusedException problem)
        {
            End(row.Plans, Settlement.DeadLetter(DeadLetterReasons.RefusedByStore, problem.Message));
        }
    }

    /// <summary>A partition's rows, cut to what a transaction may hold.</summary>
    private static IEnumerable<Transaction> Transactions(string table, IReadOnlyCollection<SharedRow> partition)
    {
        var rows = new List<SharedRow>(Math.Min(partition.Count, TableLimits.TransactionRows));
        var bytes = 0;
        foreach (var row in partition)
        {
            var rowBytes = TableLimits.SentSizeOf(row.Row);
            if (rows.Count == TableLimits.TransactionRows || bytes + rowBytes >= TableLimits.TransactionBytes)
            {
                yield return new(table, rows);
                rows = [];
                bytes = 0;
            }

            rows.Add(row);
            bytes += rowBytes;
        }

        yield return new(table, rows);
    }

    private static void End(IEnumerable<DeliveryPlan> plans, Settlement settlement)
    {
        foreach (var plan in plans)
        {
            plan.End(settlement);
        }
    }

    private sealed record Transaction(string Table, IReadOnlyList<SharedRow> Rows);

    private sealed record SharedRow(TableRow Row)
    {
        public List<DeliveryPlan> Plans { get; } = new(1);
    }
}
