using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Queue;

/// <summary>
/// Moves what waits in the fallback store to the broker, the oldest first. Each message is deleted only once the broker has it; one that is
/// sent twice changes nothing.
/// </summary>
public sealed partial class FallbackDrain(
    IMessageSender sender, IBlobStore blobs, DurableQueueOptions options, TimeProvider clock, ILogger<FallbackDrain> logger)
{
    private const int AtOnce = 8;
    private const int PageNames = 1000;
    private const int MostCounted = 5000;

    /// <summary>Moves messages until none is left, the broker or the store does not answer, or the time is over.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<DrainResult> RunAsync(CancellationToken cancellationToken)
    {
        var run = new Run(clock.GetTimestamp());
        try
        {
            await MoveAllAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is QueueUnavailableException or StoreUnavailableException)
        {
            Log.Stopped(logger, run.Moved, problem.Message);
        }

        var left = await CountAsync(cancellationToken).ConfigureAwait(false);
        if (run.Moved > 0)
        {
            Log.Moved(logger, run.Moved, left);
        }

        return new(run.Moved, run.Unreadable, left, await OldestAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task MoveAllAsync(Run run, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names;
        int before;
        do
        {
            before = run.Moved + run.Unreadable;
            names = await blobs.ListAsync(FallbackEntry.Prefix, PageNames, cancellationToken).ConfigureAwait(false);
            await Bounded.ForEachAsync(names.TakeWhile(_ => HasTime(run)), AtOnce, name => MoveAsync(name, run, cancellationToken)).ConfigureAwait(false);
        }
        while (names.Count == PageNames && run.Moved + run.Unreadable > before && HasTime(run));
    }

    private async Task MoveAsync(string name, Run run, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return;
        }

        if (FallbackEntry.TryRead(content.Span) is not { } message)
        {
            await blobs.WriteAsync(FallbackEntry.UnreadableNameOf(name), content, cancellationToken).ConfigureAwait(false);
            await blobs.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref run.Unreadable);
            Log.Unreadable(logger, name, FallbackEntry.UnreadableNameOf(name));
        }
        else if (await TrySendAsync(name, message, cancellationToken).ConfigureAwait(false))
        {
            await blobs.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref run.Moved);
        }
    }

    /// <summary>False when it is this message that the broker does not take; that must not block the rest.</summary>
    private async Task<bool> TrySendAsync(string name, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception problem) when (problem is not QueueUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            Log.NotTaken(logger, name, problem.GetType().Name);
            return false;
        }
    }

    private async Task<int?> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await blobs.ListAsync(FallbackEntry.Prefix, MostCounted, cancellationToken).ConfigureAwait(false)).Count;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sender.OldestAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QueueUnavailableException)
        {
            return null;
        }
    }

    private bool HasTime(Run run) => clock.GetElapsedTime(run.StartedAt) < options.DrainBudget;

    private sealed class Run(long startedAt)
    {
        public int Moved;
        public int Unreadable;

        public long StartedAt => startedAt;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Moving the fallback store's messages stopped after {Moved}; the next run goes on: {Problem}")]
        public static partial void Stopped(ILogger logger, int moved, string problem);

        [LoggerMessage(2, LogLevel.Information, "{Moved} messages of the fallback store went to the queue; {Left} are left.")]
        public static partial void Moved(ILogger logger, int moved, int? left);

        [LoggerMessage(3, LogLevel.Error, "{Name} in the fallback store is damaged; it is kept as {UnreadableName}.")]
        public static partial void Unreadable(ILogger logger, string name, string unreadableName);

        [LoggerMessage(4, LogLevel.Error, "The queue does not take {Name} of the fallback store ({ExceptionType}); it stays there.")]
        public static partial void NotTaken(ILogger logger, string name, string exceptionType);
    }
}
