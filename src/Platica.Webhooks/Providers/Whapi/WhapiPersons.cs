using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Who is named in a body, wherever that is: members of groups, who is quoted, mentioned, reacted. Phones stand alone or before
/// <c>@s.whatsapp.net</c> and <c>@c.us</c>, other ids before <c>@lid</c>, perhaps with the number of a device; a mention in a text is <c>@</c> and the
/// digits of either, in a contact's card <c>waid=</c> and the phone.
/// </summary>
internal static partial class WhapiPersons
{
    private const string HiddenDomain = "@lid";

    /// <summary>The ids of all who are named, as clients have them.</summary>
    public static IReadOnlyCollection<string> Read(JsonElement root)
    {
        var persons = new HashSet<string>(StringComparer.Ordinal);
        Collect(root, persons);
        return persons;
    }

    /// <summary>The id of the person that a text is, or null when it is none.</summary>
    public static string? IdOf(string text) => Address().Match(text) is { Success: true } match
        ? match.Groups["lid"] is { Success: true } lid ? lid.Value + HiddenDomain : match.Groups["digits"].Value
        : null;

    /// <summary>Whose ids the digits of a mention may be.</summary>
    public static IReadOnlyList<string> IdsOfMention(string digits) => [digits, digits + HiddenDomain];

    /// <summary>An element's text; where it holds half of a surrogate pair, its JSON. Null when it is no string.</summary>
    public static string? TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? JsonValues.GetText(element) ?? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element))
        : null;

    /// <summary>The mentions within a text.</summary>
    [GeneratedRegex(@"(?<=@|waid=)\d{5,20}(?!\d)", RegexOptions.ECMAScript)]
    public static partial Regex Mention();

    [GeneratedRegex(@"\A(?:\+?(?<digits>\d{5,15})(?:(?::\d+)?@s\.whatsapp\.net|@c\.us)?|(?<lid>\d+)(?::\d+)?@lid)\z")]
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
                Add(TextOf(element), persons);
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
            persons.UnionWith(IdsOfMention(text.Substring(mention.Index, mention.Length)));
        }
    }
}
