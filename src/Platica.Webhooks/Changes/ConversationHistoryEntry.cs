namespace Platica.Webhooks.Changes;

/// <summary>Something happened to a conversation beside its messages.</summary>
/// <param name="ConversationId">The conversation's id within the workspace.</param>
/// <param name="Changes">What changed as the provider tells it, raw JSON, or null. Its shape is not documented.</param>
public sealed record ConversationHistoryEntry(string ConversationId, string? Changes);
