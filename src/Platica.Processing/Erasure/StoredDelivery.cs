using Platica.Processing.Archive;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure;

/// <summary>Reads the deliveries of rows. A damaged one must not keep the others from being found.</summary>
internal static class StoredDelivery
{
    /// <summary>The delivery of a row, or null when it is gone or cannot be read; then it is counted, where that is of use.</summary>
    public static async Task<Delivery?> TryReadAsync(TableRow row, IBodyStore bodies, RemovalCounts? counts, CancellationToken cancellationToken)
    {
        try
        {
            return await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            counts?.Add("unreadable");
            return null;
        }
    }
}
