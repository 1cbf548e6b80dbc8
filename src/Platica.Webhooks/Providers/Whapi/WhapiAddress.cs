using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// An id as WhatsApp gives it: a person is <c>digits@s.whatsapp.net</c>, of old <c>digits@c.us</c>, or the digits alone; a group ends in
/// <c>@g.us</c>; a person whose number is hidden ends in <c>@lid</c>.
/// </summary>
internal sealed record WhapiAddress
{
    /// <summary>The kind of a conversation with one person.</summary>
    public const string Contact = "contact";

    /// <summary>The kind of a conversation with several.</summary>
    public const string Group = "group";

    private const string PersonDomain = "s.whatsapp.net";
    private const string OldPersonDomain = "c.us";
    private const int FewestDigits = 5;
    private const int MostDigits = 15;

    private WhapiAddress(string conversationId, string personId, string? phone, string? kind) =>
        (ConversationId, PersonId, Phone, Kind) = (conversationId, personId, phone, kind);

    /// <summary>The conversation's id: the address in the one spelling that is used today.</summary>
    public string ConversationId { get; }

    /// <summary>The person's id: the digits, else the whole address.</summary>
    public string PersonId { get; }

    /// <summary>The phone number's digits as sent; null for what is no phone.</summary>
    public string? Phone { get; }

    /// <summary>The conversation's kind in Whapi.Cloud's word; null where the address does not tell it.</summary>
    public string? Kind { get; }

    /// <summary>Whether a conversation at this address is one with a person.</summary>
    public bool IsPerson => Kind == Contact;

    /// <summary>Whether somebody who writes from this address can be a person.</summary>
    public bool MayBePerson => Kind is null or Contact;

    /// <summary>Reads an address; null where there is none.</summary>
    public static WhapiAddress? Read(JsonElement element) => Parse(JsonValues.GetNonEmptyText(element));

    /// <summary>Reads an address; null where there is none.</summary>
    public static WhapiAddress? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var at = text.LastIndexOf('@');
        var (local, domain) = at < 0 ? (text, string.Empty) : (text[..at], text[(at + 1)..]);
        var isPhoneDomain = domain is PersonDomain or OldPersonDomain or "";
        var digits = local.TrimStart('+');
        if (isPhoneDomain && digits.Length is >= FewestDigits and <= MostDigits && digits.All(char.IsAsciiDigit))
        {
            return new($"{digits}@{PersonDomain}", digits, digits, Contact);
        }

        var id = domain == OldPersonDomain ? $"{local}@{PersonDomain}" : text;
        return new(id, id, null, KindOf(domain));
    }

    private static string? KindOf(string domain) => domain switch
    {
        PersonDomain or OldPersonDomain or "lid" => Contact,
        "g.us" => Group,
        "newsletter" => "newsletter",
        "broadcast" => "broadcast",
        _ => null,
    };
}
