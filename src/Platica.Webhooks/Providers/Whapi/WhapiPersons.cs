using System.Text.Json;
using System.Text.RegularExpressions;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Who is named in a body, wherever that is: members of groups, who is quoted, mentioned, reacted. Phones stand alone or before
/// <c>@s.whatsapp.net</c> and <c>@c.us</c>, other ids before <c>@lid</c>; a mention in a text is <c>@</c> and the digits.
/// </summary>
internal static partial class WhapiPersons
{
    /// <summary>The ids of all who are named, as clients have them.</summary>
    public static IReadOnlyCollection<string> Read(JsonElement root)
    {
        var persons = new HashSet<string>(StringComparer.Ordinal);
        Collect(root, persons);
        return persons;
    }

    /// <summary>The id of the person that a text is, or null when it is none.</summary>
    public static string? IdOf(string text) => Address().Match(text) is { Success: true } match
        ? match.Groups["lid"] is { Success: true } ? text : match.Groups["digits"].Value
        : null;

    /// <summary>The mentions within a text.</summary>
    [GeneratedRegex(@"(?<=@)\d{5,20}(?!\d)", RegexOptions.ECMAScript)]
    public static partial Regex Mention();

    [GeneratedRegex(@"\A(?:\+?(?<digits>\d{5,15})(?:@s\.whatsapp\.net|@c\.us)?|(?<lid>\d+@lid))\z")]
    private static partial Regex Address();

    private static void Collect(JsonElement element, HashSet<string> persons)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Add(JsonValues.NameOf(member), persons);
                    Collect(member.Value, persons);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, persons);
                }

                break;
            default:
                Add(JsonValues.GetText(element), persons);
                break;
        }
    }

    private static void Add(string? text, HashSet<string> persons)
    {
        if (text is null)
        {
            return;
        }

        if (IdOf(text) is { } id)
        {
            persons.Add(id);
            return;
        }

        foreach (var mention in Mention().EnumerateMatches(text))
        {
            persons.Add(text.Substring(mention.Index, mention.Length));
        }
    }
}
