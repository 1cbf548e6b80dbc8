using System.Text.RegularExpressions;

namespace Platica.Flows.FlowJson;

/// <summary>
/// Names that a log may quote. Screens and keys are named by whoever designs a Flow, in letters, digits, _ and -; what else stands in a name's
/// place may be what a person typed: a telephone number, an e-mail address.
/// </summary>
internal static partial class PlainName
{
    private const string NotShown = "(a name not shown)";

    /// <summary>The name, or what stands for it.</summary>
    public static string Of(string name) => Name().IsMatch(name) ? name : NotShown;

    /// <summary>A path of names such as <c>$.items[2].title</c>, or <c>$</c> where one of its names may not be quoted.</summary>
    public static string OfPath(string path) => Path().IsMatch(path) ? path : "$";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,79}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^\$(\.[A-Za-z_][A-Za-z0-9_-]{0,79}|\[[0-9]+\])*$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
