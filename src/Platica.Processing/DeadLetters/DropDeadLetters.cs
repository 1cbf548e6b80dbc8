using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Retention;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>Deletes dead letters, and then bodies that have their home elsewhere, unless something else names them: what was stored, a repetition, a replay.</summary>
internal sealed partial class DropDeadLetters(
    ITableStore store,
    OperationTables changes,
    IBodyStore bodies,
    ProviderCatalog providers,
    TimeProvider clock,
    ILogger<DropDeadLetters> logger,
    IArchiveEraser? archive = null)
    : IOperation
{
    private readonly ExpiredBodies _bodies = new(store, bodies, providers, archive);

    /// <inheritdoc/>
    public string Name => "dead-letters/drop";

    /// <inheritdoc/>
    public Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        call.Only([.. DeadLetterSelection.Parameters, "dryRun", "all"]);
        var selection = DeadLetterSelection.Of(call, clock);
        return selection.IsNarrowed || call.Flag("all")
            ? new DeadLetterWalk(store, selection, call, row => DropAsync(row, cancellationToken)).RunAsync(cancellationToken)
            : throw new ReadProblemException(400, "Which dead letters?", "Say which dead letters to drop: ids, a filter, or all.");
    }

    /// <summary>Only as it was found: one that failed again meanwhile tells what nobody has seen yet.</summary>
    private async Task<string> DropAsync(TableRow row, CancellationToken cancellationToken)
    {
        var outcome = await changes.Store.DeleteAsync(
            TableNames.DeadLetters, row.PartitionKey, row.RowKey, row.ETag!, cancellationToken).ConfigureAwait(false);
        if (outcome == WriteOutcome.Conflict)
        {
            Log.Changed(logger, DeadLetterId.Of(row));
            return "changed";
        }

        if (row.GetTime(DeadLetterColumns.ReplayedAt) is null)
        {
            await _bodies.RemoveOfDeadLetterAsync(row, cancellationToken).ConfigureAwait(false);
        }

        Log.Dropped(logger, DeadLetterId.Of(row));
        return "dropped";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The dead letter {Id} was dropped.")]
        public static partial void Dropped(ILogger logger, DeadLetterId id);

        [LoggerMessage(2, LogLevel.Information, "The dead letter {Id} was not dropped: it changed meanwhile.")]
        public static partial void Changed(ILogger logger, DeadLetterId id);
    }
}
