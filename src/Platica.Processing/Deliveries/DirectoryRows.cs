using Platica.Processing.Tables;

namespace Platica.Processing.Deliveries;

/// <summary>
/// The table Directory: which workspaces there are, and which days and Flows a workspace has, so that readers never scan for them.
/// Row keys of days sort the newest first.
/// </summary>
internal static class DirectoryRows
{
    /// <summary>The partition that lists the workspaces.</summary>
    public const string Workspaces = "workspaces";

    /// <summary>The partition that lists the days with dead letters.</summary>
    public const string DeadLetterDays = "dead-letters";

    /// <summary>What a directory row names: a workspace, a day, or a Flow's id.</summary>
    public const string Name = "Name";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The partition that lists a workspace's days with events.</summary>
    public static string EventDays(string workspace) => TableKey.Join("events", workspace);

    /// <summary>The partition that lists the Flows of a workspace.</summary>
    public static string Flows(string workspace) => TableKey.Join("flows", workspace);

    /// <summary>That the workspace has exchanges of that Flow.</summary>
    public static RowInsert Flow(string workspace, string flowId) => Row(Flows(workspace), TableKey.Escape(flowId), flowId);

    /// <summary>That the workspace exists.</summary>
    public static RowInsert Workspace(string workspace) => Row(Workspaces, TableKey.Escape(workspace), workspace);

    /// <summary>That the workspace has events of that day.</summary>
    public static RowInsert EventDay(string workspace, DateTimeOffset time) => DayRow(EventDays(workspace), time);

    /// <summary>That there are dead letters of that day.</summary>
    public static RowInsert DeadLetterDay(DateTimeOffset time) => DayRow(DeadLetterDays, time);

    private static RowInsert DayRow(string partition, DateTimeOffset time)
    {
        var start = new DateTimeOffset(time.UtcTicks - (time.UtcTicks % Day.Ticks), TimeSpan.Zero);
        return Row(partition, TableKey.Descending(start), Days.Of(time));
    }

    private static RowInsert Row(string partition, string rowKey, string name) =>
        new(TableNames.Directory, new(partition, rowKey, ColumnParts.OfText(Name, name)));
}
