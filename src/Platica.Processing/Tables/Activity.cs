namespace Platica.Processing.Tables;

/// <summary>The table Activity: partition = workspace, row = quarter of an hour (newest first) and conversation.</summary>
internal static class Activity
{
    /// <summary>The conversation's id, unescaped.</summary>
    public const string ConversationId = "ConversationId";

    private static readonly long QuarterTicks = TimeSpan.FromMinutes(15).Ticks;

    /// <summary>The quarter of an hour that a time lies in: a busy conversation makes few rows.</summary>
    public static DateTimeOffset QuarterOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % QuarterTicks), TimeSpan.Zero);
}
