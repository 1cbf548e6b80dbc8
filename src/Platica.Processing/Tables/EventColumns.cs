namespace Platica.Processing.Tables;

/// <summary>The table Events: partition = workspace and day, row = time (newest first), event and a short hash of the body.</summary>
internal static class EventColumns
{
    public const string Event = "Event";
    public const string Timestamp = "EventTimestamp";
    public const string Source = "Source";
    public const string ResourceType = "ResourceType";
    public const string ResourceId = "ResourceId";

    /// <summary>How many columns a row has as a rule.</summary>
    public const int Usual = 12;

    /// <summary>The partition of a workspace's day.</summary>
    public static string Partition(string workspace, DateTimeOffset time) => TableKey.Join(workspace, Days.Of(time));
}
