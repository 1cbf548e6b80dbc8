using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>Deletes bodies that are blobs. How long the storage account keeps deleted ones is its own setting.</summary>
internal sealed class BlobArchiveEraser(IBlobStore blobs) : IArchiveEraser
{
    /// <summary>Two clocks may disagree at midnight.</summary>
    public const int DaysBefore = 1;

    /// <summary>A queue keeps messages for 14 days, and providers repeat for less.</summary>
    public const int DaysAfter = 15;

    private const int AtOnce = 8;

    /// <inheritdoc/>
    public Task EraseAsync(string bodyReference, CancellationToken cancellationToken) => Bounded.ForEachAsync(
        BodyNames.Around(bodyReference, DaysBefore, DaysAfter), AtOnce, name => blobs.DeleteAsync(name, cancellationToken));

    /// <inheritdoc/>
    public Task NoteDoneAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.BodyReference is null ? Task.CompletedTask : DoneDeliveries.AddAsync(blobs, delivery, cancellationToken);

    /// <inheritdoc/>
    public bool ErasesWith(string bodyReference, string other) => BodyNames.Around(bodyReference, DaysBefore, DaysAfter).Contains(other);
}
