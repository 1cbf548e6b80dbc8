using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention;

/// <summary>
/// Walks over the tables about once a day, as far as each run has time; a row of Directory keeps where the next one goes on.
/// </summary>
internal sealed class RetentionTask(ITableStore store, RetentionWalk walk, RetentionOptions options, TimeProvider clock) : IMaintenanceTask
{
    private const string Partition = "maintenance";
    private const string Place = "Place";
    private const string DoneAt = "DoneAt";

    /// <summary>Less than a day, so that the hour does not wander.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(23);

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stored = await store.GetAsync(TableNames.Directory, Partition, Name, cancellationToken).ConfigureAwait(false);
        if (!options.IsOn || stored?.GetTime(DoneAt) > now - Pause)
        {
            return new Dictionary<string, long>();
        }

        var place = stored is not null && ColumnParts.GetText(stored, Place) is { } text ? RetentionPlace.Parse(text) : null;
        var run = new RetentionRun(place ?? new(now), hasTime);
        var next = await walk.RunAsync(run, cancellationToken).ConfigureAwait(false);
        await KeepAsync(next, now, cancellationToken).ConfigureAwait(false);
        return run.Counts.All;
    }

    private async Task KeepAsync(RetentionPlace? place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var columns = new RowColumns { [DirectoryRows.Name] = Name };
        if (place is null)
        {
            columns[DoneAt] = now;
        }
        else
        {
            ColumnParts.SetText(columns, Place, place.ToString());
        }

        await store.DeleteAsync(TableNames.Directory, Partition, Name, cancellationToken).ConfigureAwait(false);
        await store.InsertAsync(TableNames.Directory, new(Partition, Name, columns), cancellationToken).ConfigureAwait(false);
    }
}
