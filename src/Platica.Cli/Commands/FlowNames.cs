using System.Globalization;
using System.Text.RegularExpressions;

namespace Platica.Cli.Commands;

/// <summary>C# names for what a Flow JSON names, each given once.</summary>
/// <param name="taken">The names that are not to be had.</param>
internal sealed partial class FlowNames(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Whether the text is a namespace that the generated file can have.</summary>
    public static bool IsNamespace(string? text) => text is not null && NamespacePattern().IsMatch(text);

    /// <summary><c>selected_product</c> and <c>SELECTED_PRODUCT</c> as <c>SelectedProduct</c>.</summary>
    public static string Pascal(string text)
    {
        var words = WordPattern().Matches(text).Select(match => match.Value).Select(word => word.Any(char.IsLower)
            ? char.ToUpperInvariant(word[0]) + word[1..]
            : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant());
        var name = string.Concat(words);
        return name.Length == 0 || !char.IsLetter(name[0]) ? "Field" + name : name;
    }

    /// <summary>The name in Pascal case; with a number behind it where it is taken.</summary>
    public string Give(string text)
    {
        var name = Pascal(text);
        var free = name;
        for (var number = 2; !_taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
        }

        return free;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^[A-Z_][A-Za-z0-9_]*(\.[A-Z_][A-Za-z0-9_]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamespacePattern();
}
