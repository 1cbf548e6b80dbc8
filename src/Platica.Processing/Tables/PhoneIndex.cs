namespace Platica.Processing.Tables;

/// <summary>The table PhoneIndex: partition = workspace and digits, row = kind and id of what has the phone.</summary>
internal static class PhoneIndex
{
    public const string Client = "client";
    public const string Conversation = "conversation";
    public const string Call = "call";

    /// <summary>The entity's id, unescaped.</summary>
    public const string EntityId = "EntityId";

    /// <summary>The partition of a phone.</summary>
    public static string Partition(string workspace, string digits) => TableKey.Join(workspace, digits);

    /// <summary>Whether a row names a client.</summary>
    public static bool IsClient(TableRow row) => row.RowKey.StartsWith($"{Client}{TableKey.Separator}", StringComparison.Ordinal);

    /// <summary>The row of an entity.</summary>
    public static string Row(string kind, string id) => TableKey.Join(kind, id);
}
