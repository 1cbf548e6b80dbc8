using System.Globalization;

namespace Platica.Processing.Erasure;

/// <summary>How far something has come that first finds a person, then goes through what is theirs.</summary>
/// <param name="Keys">The clients and phones that were found.</param>
/// <param name="Step">0 while they are looked for, then the step that it goes on with.</param>
/// <param name="After">Where the step goes on; null for its beginning.</param>
internal sealed record PersonPlace(IReadOnlyCollection<PersonKey> Keys, int Step = 0, string? After = null)
{
    private const char Separator = '|';
    private const int Parts = 3;

    /// <summary>As a continuation.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{PersonKeyText.Write(Keys)}{Separator}{Step}{Separator}{After}");

    /// <summary>Reads a continuation; null when it is none.</summary>
    public static PersonPlace? Parse(string text) =>
        text.Split(Separator, Parts) is [var keys, var step, var after]
        && PersonKeyText.Read(keys) is { Count: > 0 } read
        && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(read, number, after.Length > 0 ? after : null)
            : null;
}
