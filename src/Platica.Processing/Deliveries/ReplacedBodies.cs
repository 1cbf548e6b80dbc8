using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Deliveries;

/// <summary>Removes the bodies of deliveries in whose place others are stored. One that cannot be removed now is left to a sweep.</summary>
internal sealed partial class ReplacedBodies(ITableStore store, IArchiveEraser? archive, PendingErasures pending, TimeProvider clock, ILogger logger)
{
    /// <summary>Removes one. All is stored and settled: it must not be done again for this, whatever goes wrong.</summary>
    public async Task TryEraseAsync(TranslatedDelivery replaced, Patience patience, CancellationToken cancellationToken)
    {
        var reference = replaced.Delivery.BodyReference!;
        try
        {
            await patience.TryAsync(() => EraseAsync(replaced.Delivery, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            Log.NotErased(logger, reference, problem.GetType().Name);
            await LeaveAsync(replaced).ConfigureAwait(false);
        }
    }

    private async Task EraseAsync(Delivery replaced, CancellationToken cancellationToken)
    {
        await archive!.NoteDoneAsync(replaced, cancellationToken).ConfigureAwait(false);
        await archive.EraseAsync(replaced.BodyReference!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing else names the body: a row in the archive does, as of one whose erasure was begun.</summary>
    private async Task LeaveAsync(TranslatedDelivery replaced)
    {
        try
        {
            await new DeliveryEraser(store, archive, new()).NoteErasingAsync(replaced, CancellationToken.None).ConfigureAwait(false);
            await pending.AddAsync(replaced.Workspace, replaced.KnownAt, clock.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            Log.NotLeft(logger, replaced.Delivery.BodyReference!, problem.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A person who was erased is left out of a delivery; its old body {Reference} is left to a sweep: {ExceptionType}")]
        public static partial void NotErased(ILogger logger, string reference, string exceptionType);

        [LoggerMessage(2, LogLevel.Error, "The old body {Reference} of a delivery that an erased person is left out of must be deleted by hand: {ExceptionType}")]
        public static partial void NotLeft(ILogger logger, string reference, string exceptionType);
    }
}
