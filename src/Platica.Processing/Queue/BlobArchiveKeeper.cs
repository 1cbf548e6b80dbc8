using Platica.Processing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>Bodies that no row can hold become blobs.</summary>
internal sealed class BlobArchiveKeeper(DeliveryMessages messages) : IArchiveKeeper
{
    /// <inheritdoc/>
    public Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken) => messages.ArchiveAsync(delivery, 0, cancellationToken);
}
