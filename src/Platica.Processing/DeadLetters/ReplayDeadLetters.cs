using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// Sends dead letters again, each before it is marked: a crash in between sends it twice, which changes nothing, where the other order would
/// lose it. One that fails again is a dead letter as before.
/// </summary>
internal sealed partial class ReplayDeadLetters(
    ITableStore store,
    OperationTables changes,
    IBodyStore bodies,
    IReplayQueue queue,
    TimeProvider clock,
    ILogger<ReplayDeadLetters> logger) : IOperation
{
    private const int UsualRate = 10;
    private const int HighestRate = 100;
    private const int MostTries = 10;

    /// <inheritdoc/>
    public string Name => "dead-letters/replay";

    /// <inheritdoc/>
    public Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        call.Only([.. DeadLetterSelection.Parameters, "dryRun", "rate"]);
        var pace = new Pace(clock, call.Number("rate", UsualRate, 1, HighestRate));
        return new DeadLetterWalk(store, DeadLetterSelection.Of(call, clock), call, row => ReplayAsync(row, pace, cancellationToken)).RunAsync(cancellationToken);
    }

    private async Task<string> ReplayAsync(TableRow row, Pace pace, CancellationToken cancellationToken)
    {
        var id = DeadLetterId.Of(row);
        var delivery = row.GetText(BodyColumns.Provider) == DeadLetterProcessor.UnknownProvider
            ? null
            : await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false);
        if (delivery is null)
        {
            Log.Skipped(logger, id);
            return "skipped";
        }

        await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        var replay = row.GetCount(DeadLetterColumns.Replays) + 1;
        await queue.SendAgainAsync(delivery, replay, cancellationToken).ConfigureAwait(false);
        await MarkAsync(row, replay, cancellationToken).ConfigureAwait(false);
        Log.Sent(logger, id, replay);
        return "sent";
    }

    /// <summary>It may have been processed, and have failed again, before it is marked: then that tells this replay already, and it stays open.</summary>
    private async Task MarkAsync(TableRow sent, int replay, CancellationToken cancellationToken)
    {
        var stored = sent;
        for (var tries = 0; tries < MostTries && stored is not null && stored.GetCount(DeadLetterColumns.Replays) < replay; tries++)
        {
            var columns = new Dictionary<string, object>(stored.Columns)
            {
                [DeadLetterColumns.Replays] = replay,
                [DeadLetterColumns.ReplayedAt] = clock.GetUtcNow(),
            };
            var marked = stored with { Columns = columns };
            if (await changes.Store.ReplaceAsync(TableNames.DeadLetters, marked, stored.ETag!, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written)
            {
                return;
            }

            stored = await store.GetAsync(TableNames.DeadLetters, sent.PartitionKey, sent.RowKey, cancellationToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The dead letter {Id} was sent again, for the {Replay}. time.")]
        public static partial void Sent(ILogger logger, DeadLetterId id, int replay);

        [LoggerMessage(2, LogLevel.Warning, "The dead letter {Id} cannot be sent again: its body is gone, or it is no delivery.")]
        public static partial void Skipped(ILogger logger, DeadLetterId id);
    }
}
