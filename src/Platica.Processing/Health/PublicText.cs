using System.Text.RegularExpressions;

namespace Platica.Processing.Health;

/// <summary>
/// Shortens an error's text to what anybody may read, as health is open to all: no paths, addresses, accounts or connection strings. Our own
/// words come first in these texts, and what the system said after a colon.
/// </summary>
internal static partial class PublicText
{
    private const string NothingToShow = "unreachable";

    /// <summary>The whole text, else what stands before its first colon, else <c>unreachable</c>.</summary>
    public static string Of(string problem) =>
        !TellsPlaces().IsMatch(problem) ? problem
        : problem.Split(": ", 2)[0] is { Length: > 0 } ours && !TellsPlaces().IsMatch(ours) ? ours
        : NothingToShow;

    /// <summary>Signs of a path, a URL, a setting with its value, or a name with dots or a port.</summary>
    [GeneratedRegex(@"[/\\=;@]|\w[.:]\w", RegexOptions.CultureInvariant)]
    private static partial Regex TellsPlaces();
}
