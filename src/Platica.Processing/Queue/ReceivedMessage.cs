namespace Platica.Processing.Queue;

/// <summary>A message that the broker hands to a consumer.</summary>
/// <param name="Message">The message.</param>
/// <param name="EnqueuedAt">When the broker took it, in UTC.</param>
/// <param name="DeliveryCount">How often it was handed out, this time included.</param>
public sealed record ReceivedMessage(QueueMessage Message, DateTimeOffset EnqueuedAt, int DeliveryCount);
