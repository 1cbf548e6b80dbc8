using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Archive;

/// <summary>Takes raw bodies away for good.</summary>
/// <exception cref="StoreUnavailableException">It does not answer.</exception>
public interface IArchiveEraser
{
    /// <summary>Erases what is kept under a <see cref="Delivery.BodyReference"/>; when nothing is there, that is as good.</summary>
    Task EraseAsync(string bodyReference, CancellationToken cancellationToken);

    /// <summary>Notes that a delivery is done, before its body is erased: the queue may hand it out once more, and need not find the body then.</summary>
    Task NoteDoneAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether <see cref="EraseAsync"/> of one reference takes away what is kept under another, too.</summary>
    bool ErasesWith(string bodyReference, string other) => bodyReference == other;
}
