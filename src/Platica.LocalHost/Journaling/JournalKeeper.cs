using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>What is made here becomes a record that is settled already: whoever stores it runs the handlers, or has a reason not to.</summary>
internal sealed class JournalKeeper(Journal journal) : IArchiveKeeper
{
    private volatile bool _isOpen;

    /// <summary>Whether it takes anything: once the tables hold all that the journal does, what it has already is found there and kept no second time.</summary>
    public bool IsOpen
    {
        get => _isOpen;
        set => _isOpen = value;
    }

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
