using Platica.Processing.Tables;

namespace Platica.Processing.Archive;

/// <summary>Takes raw bodies away for good.</summary>
/// <exception cref="StoreUnavailableException">It does not answer.</exception>
public interface IArchiveEraser
{
    /// <summary>Erases what is kept under a <see cref="Platica.Webhooks.Delivery.BodyReference"/>; when nothing is there, that is as good.</summary>
    Task EraseAsync(string bodyReference, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="EraseAsync"/> of one reference takes away what is kept under another, too.</summary>
    bool ErasesWith(string bodyReference, string other) => bodyReference == other;
}
