namespace Platica.Processing.Tables;

/// <summary>The table ConversationEvents: partition = workspace and conversation, row = time (newest first) and event.</summary>
internal static class ConversationEventColumns
{
    public const string ConversationId = "ConversationId";

    /// <summary>What changed, as the provider tells it: raw JSON.</summary>
    public const string Changes = "Changes";

    /// <summary>The partition of a conversation.</summary>
    public static string Partition(string workspace, string conversation) => TableKey.Join(workspace, conversation);
}
