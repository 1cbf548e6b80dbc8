using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Archive;

/// <summary>Gives a delivery that was made here, in the place of one that was received, the home that received ones have.</summary>
/// <exception cref="StoreUnavailableException">That home does not answer.</exception>
public interface IArchiveKeeper
{
    /// <summary>Whether it takes anything yet. Until then nobody can tell what it has already, and what needs it is to come again.</summary>
    bool IsOpen => true;

    /// <summary>The delivery with the reference to its body, or as it is where a body of its size is kept in the tables. It is not queued.</summary>
    Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken);
}
