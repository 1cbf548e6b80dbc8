using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes events of days that are over for long enough: first the body, which only the row names, then the row.</summary>
internal sealed class EventStep(ITableStore store, ExpiredBodies bodies, TimeSpan kept) : IRetentionStep
{
    /// <inheritdoc/>
    public string Name => "events";

    /// <inheritdoc/>
    public IAsyncEnumerable<string> RunAsync(RetentionWork work, string workspace, string? after, CancellationToken cancellationToken)
    {
        var days = new ExpiredDays(store, TableNames.Events, DirectoryRows.EventDays(workspace), day => TableKey.Join(workspace, day));
        return days.RunAsync(work, kept, RemoveAsync, after, cancellationToken);

        async Task RemoveAsync(TableRow row)
        {
            if (!work.IsDryRun)
            {
                await bodies.RemoveOfEventAsync(row, cancellationToken).ConfigureAwait(false);
            }

            await work.RemoveAsync(TableNames.Events, row, cancellationToken).ConfigureAwait(false);
        }
    }
}
