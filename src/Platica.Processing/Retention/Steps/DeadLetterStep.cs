using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes dead letters of days that are over for long enough: first the body, which only the row names, then the row.</summary>
internal sealed class DeadLetterStep(ITableStore store, ITableStore changes, ExpiredBodies bodies, TimeSpan kept) : IRetentionStep
{
    /// <inheritdoc/>
    public string Name => "dead-letters";

    /// <inheritdoc/>
    public bool IsPerWorkspace => false;

    /// <inheritdoc/>
    public IAsyncEnumerable<string> RunAsync(RetentionWork work, string workspace, string? after, CancellationToken cancellationToken)
    {
        var days = new ExpiredDays(store, TableNames.DeadLetters, DirectoryRows.DeadLetterDays, day => day);
        return days.RunAsync(work, kept, RemoveAsync, after, cancellationToken);

        async Task RemoveAsync(TableRow row)
        {
            if (!work.IsDryRun)
            {
                await bodies.RemoveOfDeadLetterAsync(row, cancellationToken).ConfigureAwait(false);
            }

            await work.RemoveAsync(changes, TableNames.DeadLetters, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
        }
    }
}
