using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Queue;

/// <summary>
/// Moves what waits in the fallback store to the broker, the oldest first. Each message is deleted only once the broker has it; one that is
/// sent twice changes nothing. What will never go there is put aside, so that it blocks nothing, and kept.
/// </summary>
public sealed partial class FallbackDrain(
    IMessageSender sender, IBlobStore blobs, DurableQueueOptions options, TimeProvider clock, ILogger<FallbackDrain> logger)
{
    private const int AtOnce = 8;
    private const int MostFailuresInARow = 5;
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

        return new(run.Moved, run.PutAside, left, await OldestAgeAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task MoveAllAsync(Run run, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names;
        int before;
        do
        {
            before = run.Moved + run.PutAside;
            names = await blobs.ListAsync(FallbackEntry.Prefix, PageNames, cancellationToken).ConfigureAwait(false);
            await Bounded.ForEachAsync(names.TakeWhile(_ => HasTime(run)), AtOnce, name => TryMoveAsync(name, run, cancellationToken)).ConfigureAwait(false);
        }
        while (names.Count == PageNames && run.Moved + run.PutAside > before && HasTime(run));
    }

    /// <summary>One blob that keeps failing must not stop the others; several in a row mean that the store does not answer.</summary>
    private async Task TryMoveAsync(string name, Run run, CancellationToken cancellationToken)
    {
        try
        {
            await MoveAsync(name, run, cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref run.FailuresInARow, 0);
        }
        catch (Exception problem) when (problem is not QueueUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Increment(ref run.FailuresInARow) >= MostFailuresInARow)
            {
                throw new StoreUnavailableException($"{MostFailuresInARow} blobs in a row failed, at last with {problem.GetType().Name}.", problem);
            }

            Log.Skipped(logger, name, problem.GetType().Name);
        }
    }

    private async Task MoveAsync(string name, Run run, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return;
        }

        if (FallbackEntry.TryRead(content.Span) is not { } message)
        {
            var aside = FallbackEntry.PutAsideNameOf(name, FallbackEntry.UnreadablePrefix);
            await PutAsideAsync(name, aside, content, run, cancellationToken).ConfigureAwait(false);
            Log.Unreadable(logger, name, aside);
        }
        else if (await RefusalOfAsync(message, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            var aside = FallbackEntry.PutAsideNameOf(name, FallbackEntry.RefusedPrefix);
            await PutAsideAsync(name, aside, content, run, cancellationToken).ConfigureAwait(false);
            Log.Refused(logger, name, refusal.Name, aside);
        }
        else
        {
            await blobs.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref run.Moved);
        }
    }

    private async Task PutAsideAsync(string name, string aside, ReadOnlyMemory<byte> content, Run run, CancellationToken cancellationToken)
    {
        await blobs.WriteAsync(aside, content, cancellationToken).ConfigureAwait(false);
        await blobs.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref run.PutAside);
    }

    /// <summary>Sends; when it is this message that the broker does not take, the type of what went wrong.</summary>
    private async Task<Type?> RefusalOfAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception problem) when (problem is not QueueUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            return problem.GetType();
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

    private async Task<TimeSpan?> OldestAgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var oldest = await sender.OldestAsync(cancellationToken).ConfigureAwait(false);
            return oldest is { } since ? clock.GetUtcNow() - since : TimeSpan.Zero;
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
        public int PutAside;
        public int FailuresInARow;

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

        [LoggerMessage(4, LogLevel.Error, "The queue will never take {Name} of the fallback store ({ExceptionType}); it is kept as {RefusedName}.")]
        public static partial void Refused(ILogger logger, string name, string exceptionType, string refusedName);

        [LoggerMessage(5, LogLevel.Warning, "{Name} of the fallback store failed with {ExceptionType} and waits for the next run.")]
        public static partial void Skipped(ILogger logger, string name, string exceptionType);
    }
}
