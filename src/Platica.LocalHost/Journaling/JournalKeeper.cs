using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>What is made here becomes a record that is settled already: whoever stores it runs the handlers, or has a reason not to.</summary>
internal sealed class JournalKeeper(Journal journal) : IArchiveKeeper
{
    private volatile bool _isOpen;

    /// <inheritdoc/>
    public bool IsOpen => _isOpen;

    /// <summary>The tables hold all that the journal does: what it has already is found there from now on, and kept no second time.</summary>
    public void Open() => _isOpen = true;

    /// <inheritdoc/>
    public async Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken)
    {
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
