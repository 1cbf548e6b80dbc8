using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>What is made here becomes a record that is settled already: whoever stores it runs the handlers, or has a reason not to.</summary>
internal sealed class JournalKeeper(Journal journal) : IArchiveKeeper
{
    /// <inheritdoc/>
    public async Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!journal.IsReplayed)
        {
            // What it replaces is still there, and is replaced again at every start.
            return delivery;
        }

        try
        {
            var kept = JournalReference.Stamp(delivery, await journal.AppendAsync(delivery, cancellationToken).ConfigureAwait(false));
            journal.Settle([kept]);
            return kept;
        }
        catch (QueueUnavailableException problem)
        {
            throw new StoreUnavailableException(problem.Message, problem);
        }
    }
}
