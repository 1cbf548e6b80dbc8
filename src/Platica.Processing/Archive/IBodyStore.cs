namespace Platica.Processing.Archive;

/// <summary>Raw bodies that live outside the tables: each has one home, which the Events row and the queue message name.</summary>
public interface IBodyStore
{
    /// <summary>The body of a <see cref="Platica.Webhooks.Delivery.BodyReference"/>, or null when it is gone.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken);
}
