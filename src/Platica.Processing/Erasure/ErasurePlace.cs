using System.Globalization;

namespace Platica.Processing.Erasure;

/// <summary>How far an erasure has come.</summary>
/// <param name="ErasedAt">What was told up to then goes.</param>
/// <param name="Keys">The clients and phones that were found to be the person; none in a sweep.</param>
/// <param name="Step">The step that it goes on with.</param>
/// <param name="HasLearned">Whether more of the person's was found, so that the steps begin again.</param>
/// <param name="After">Where the step goes on; null for its beginning.</param>
internal sealed record ErasurePlace(
    DateTimeOffset ErasedAt, IReadOnlyCollection<PersonKey> Keys, int Step = 0, bool HasLearned = false, string? After = null)
{
    private const char Separator = '|';
    private const int Parts = 5;

    /// <summary>As a continuation.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ErasedAt.UtcTicks}{Separator}{PersonKeyText.Write(Keys)}{Separator}{Step}{Separator}{(HasLearned ? 1 : 0)}{Separator}{After}");

    /// <summary>Reads a continuation; null when it is none.</summary>
    public static ErasurePlace? Parse(string text) =>
        text.Split(Separator, Parts) is [var ticks, var keys, var step, ("0" or "1") and var learned, var after]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var erasedAt) && erasedAt <= DateTime.MaxValue.Ticks
        && PersonKeyText.Read(keys) is { } read
        && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(new DateTimeOffset(erasedAt, TimeSpan.Zero), read, number, learned == "1", after.Length > 0 ? after : null)
            : null;
}
