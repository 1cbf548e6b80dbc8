namespace Platica.Processing.Tables;

/// <summary>The table Timeline: partition = workspace and conversation, row = time of writing (newest first) and message.</summary>
internal static class Timeline
{
    /// <summary>The message's id, unescaped.</summary>
    public const string MessageId = "MessageId";

    /// <summary>The partition of a conversation.</summary>
    public static string Partition(string workspace, string conversation) => TableKey.Join(workspace, conversation);
}
