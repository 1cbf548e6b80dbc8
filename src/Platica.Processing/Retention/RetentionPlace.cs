using System.Globalization;

namespace Platica.Processing.Retention;

/// <summary>How far a walk over the tables has come.</summary>
/// <param name="StartedAt">When it began: ages count from there, so that all pages of a walk mean the same.</param>
/// <param name="Step">The step that it goes on with.</param>
/// <param name="Workspace">The row of the directory with the workspace that it goes on with; null for the first.</param>
/// <param name="After">Where in the workspace; null for its beginning.</param>
internal sealed record RetentionPlace(DateTimeOffset StartedAt, string? Step = null, string? Workspace = null, string? After = null)
{
    private const char Separator = '\t';
    private const int Parts = 4;

    /// <summary>As a continuation. Keys hold no control characters.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{StartedAt.UtcTicks}{Separator}{Step}{Separator}{Workspace}{Separator}{After}");

    /// <summary>Reads a continuation; null when it is none.</summary>
    public static RetentionPlace? Parse(string text) =>
        text.Split(Separator, Parts) is [var ticks, var step, var workspace, var after]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt) && startedAt <= DateTime.MaxValue.Ticks
            ? new(new DateTimeOffset(startedAt, TimeSpan.Zero), OrNull(step), OrNull(workspace), OrNull(after))
            : null;

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
