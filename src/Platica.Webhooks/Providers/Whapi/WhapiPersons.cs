using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Who is named in a body, wherever that is: members of groups, who is quoted, mentioned, reacted. Phones stand alone or before
/// <c>@s.whatsapp.net</c> and <c>@c.us</c>, other ids before <c>@lid</c>; a mention in a text is <c>@</c> and the digits.
/// </summary>
internal static partial class WhapiPersons
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>The ids of all who are named, as clients have them.</summary>
    public static IReadOnlyCollection<string> Read(ReadOnlyMemory<byte> body)
    {
        var persons = new HashSet<string>(StringComparer.Ordinal);
        if (TryParse(body) is { } document)
        {
            using (document)
            {
                Collect(document.RootElement, persons);
            }
        }

        return persons;
    }

    /// <summary>The id of the person that a text is, or null when it is none.</summary>
    public static string? IdOf(string text) => Address().Match(text) is { Success: true } match
        ? match.Groups["lid"] is { Success: true } ? text : match.Groups["digits"].Value
        : null;

    /// <summary>A body, or null when it is not well-formed.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
                    Add(member.Name, persons);
                    Collect(member.Value, persons);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, persons);
                }

                break;
            case JsonValueKind.String:
                Add(element.GetString()!, persons);
                break;
            default:
                break;
        }
    }

    private static void Add(string text, HashSet<string> persons)
    {
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
