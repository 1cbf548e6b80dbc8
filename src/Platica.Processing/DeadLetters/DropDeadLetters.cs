using Microsoft.Extensions.Logging;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>Deletes dead letters. A body that has its home elsewhere stays there: what was stored of the delivery may name it as well.</summary>
internal sealed partial class DropDeadLetters(
    ITableStore store, OperationTables changes, TimeProvider clock, ILogger<DropDeadLetters> logger) : IOperation
{
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
