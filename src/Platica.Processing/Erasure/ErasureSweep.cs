using Microsoft.Extensions.Logging;
using Platica.Processing.Operations;

namespace Platica.Processing.Erasure;

/// <summary>The last sweep of erasures, once nothing can be on its way any more that was begun before them.</summary>
internal sealed partial class ErasureSweep(
    PendingErasures pending, ErasureSteps steps, Tombstones tombstones, TimeProvider clock, ILogger<ErasureSweep> logger) : IMaintenanceTask
{
    /// <inheritdoc/>
    public string Name => "erasures";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var counts = new RemovalCounts();
        foreach (var erasure in await pending.DueAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            if (hasTime() && await CanTellAsync(erasure, cancellationToken).ConfigureAwait(false))
            {
                await SweepAsync(await pending.BegunAsync(erasure, cancellationToken).ConfigureAwait(false), counts, hasTime, cancellationToken).ConfigureAwait(false);
            }
        }

        return counts.All;
    }

    private async Task<bool> CanTellAsync(PendingErasure erasure, CancellationToken cancellationToken)
    {
        if (await tombstones.StateOfAsync(erasure.Workspace, cancellationToken).ConfigureAwait(false) == TombstoneState.Some)
        {
            return true;
        }

        Log.OtherKey(logger, erasure.Workspace);
        return false;
    }

    private async Task SweepAsync(PendingErasure erasure, RemovalCounts counts, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var work = new ErasureWork
        {
            Workspace = erasure.Workspace,
            ErasedAt = erasure.Place.ErasedAt,
            SweptUpTo = erasure.DueAt,
            Persons = new(tombstones, erasure.Workspace),
        };
        var next = await steps.RunAsync(work, erasure.Place, hasTime, cancellationToken).ConfigureAwait(false);
        foreach (var (where, count) in work.Counts.All)
        {
            counts.Add(where, count);
        }

        if (next is not null)
        {
            await pending.MoveAsync(erasure, next, cancellationToken).ConfigureAwait(false);
            return;
        }

        await pending.CompleteAsync(erasure, cancellationToken).ConfigureAwait(false);
        Log.Swept(logger, erasure.Workspace, work.Counts.All.Values.Sum());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The last sweep of the erasures in {Workspace} removed {Count}.")]
        public static partial void Swept(ILogger logger, string workspace, long count);

        [LoggerMessage(2, LogLevel.Error, "The erasures in {Workspace} cannot be swept: Erasure:Key is not the one they were made with.")]
        public static partial void OtherKey(ILogger logger, string workspace);
    }
}
