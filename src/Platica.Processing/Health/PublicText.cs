using System.Text.RegularExpressions;

namespace Platica.Processing.Health;

/// <summary>
/// Shortens an error's text to what anybody may read, as health is open to all: no paths, addresses, accounts or connection strings. Our own
/// words come first in these texts, and what the system said in parentheses or after a colon.
/// </summary>
internal static partial class PublicText
{
    private const string NothingToShow = "unreachable";

    /// <summary>The whole text, else without what it has in parentheses, else what stands before its first colon, else <c>unreachable</c>.</summary>
    public static string Of(string problem)
    {
        var plain = Parentheses().Replace(problem, string.Empty);
        string[] candidates = [problem, plain, plain.Split(": ", 2)[0]];
        return candidates.FirstOrDefault(text => text.Length > 0 && !TellsPlaces().IsMatch(text), NothingToShow);
    }

    /// <summary>Signs of a path, a URL, a setting with its value, or a name with dots or a port.</summary>
    [GeneratedRegex(@"[/\\=@]|\w[.:]\w", RegexOptions.CultureInvariant)]
    private static partial Regex TellsPlaces();

    [GeneratedRegex(@"\s*\(.*\)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Parentheses();
}
