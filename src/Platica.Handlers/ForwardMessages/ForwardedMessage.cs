namespace Platica.Handlers.ForwardMessages;

/// <summary>What the endpoint gets: the few fields it needs, by name, as JSON in camelCase. What was not told is null.</summary>
/// <param name="MessageId">The provider's id of the message.</param>
/// <param name="ConversationId">The conversation it belongs to.</param>
/// <param name="PhoneNumber">The customer's, as the provider wrote it.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Text">What they wrote; null for a picture, say.</param>
/// <param name="OccurredAt">When, in UTC.</param>
internal sealed record ForwardedMessage(
    string MessageId, string? ConversationId, string? PhoneNumber, string? Name, string? Text, DateTimeOffset OccurredAt);
