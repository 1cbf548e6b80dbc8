using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Writes a body without some persons. What is an entry about one of them goes whole (a member of a group, a reaction, a contact that is passed on,
/// the last message of a chat when it is theirs), as does every value that is their id; with who is quoted goes what is quoted; a mention in a text
/// loses its digits. The item itself stays: whoever it is of is not to be taken out of it. What stays is written as it came.
/// </summary>
internal sealed class WhapiRedaction(IReadOnlySet<string> persons)
{
    /// <summary>The body, the list or object of its kind, the item.</summary>
    private const int ItemDepth = 2;

    private const string Quoted = "quoted_";
    private const string QuotedId = "quoted_id";

    /// <summary>What says of whom an object is.</summary>
    private static readonly string[] OwnerNames = ["id", "from", "author", "contact_id", "user_id", "voter", "viewer_id", "recipient_id", "participant"];

    /// <summary>In these the item stands once more.</summary>
    private static readonly string[] ItemNames = ["before_update", "after_update"];

    /// <summary>The body without them.</summary>
    public ReadOnlyMemory<byte> Apply(JsonElement root)
    {
        var left = new ArrayBufferWriter<byte>();
        Write(left, root, 0);
        return left.WrittenMemory;
    }

    private void Write(ArrayBufferWriter<byte> left, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                left.Write("{"u8);
                WriteAll(left, MembersWithoutThem(element, depth), member => WriteMember(left, member, depth + 1));
                left.Write("}"u8);
                break;
            case JsonValueKind.Array:
                left.Write("["u8);
                WriteAll(left, ItemsWithoutThem(element, depth + 1), item => Write(left, item, depth + 1));
                left.Write("]"u8);
                break;
            case JsonValueKind.String when WhapiPersons.TextOf(element) is { } text && WhapiPersons.Mention().IsMatch(text):
                var unnamed = WhapiPersons.Mention().Replace(text, mention => IsMentionOfThem(mention.Value) ? "…" : mention.Value);
                left.Write(JsonValues.GetText(element) is null ? Encoding.UTF8.GetBytes(unnamed) : Encode(unnamed));
                break;
            default:
                left.Write(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    private void WriteMember(ArrayBufferWriter<byte> left, JsonProperty member, int depth)
    {
        left.Write("\""u8);
        left.Write(JsonMarshal.GetRawUtf8PropertyName(member));
        left.Write("\":"u8);
        if (TimeOfTheirTrigger(member) is { ValueKind: not JsonValueKind.Undefined } time)
        {
            left.Write("{\"timestamp\":"u8);
            left.Write(JsonMarshal.GetRawUtf8Value(time));
            left.Write("}"u8);
            return;
        }

        Write(left, member.Value, depth);
    }

    private IEnumerable<JsonElement> ItemsWithoutThem(JsonElement list, int depth) =>
        list.EnumerateArray().Where(item => !IsTheirs(item) && !(depth > ItemDepth && IsAboutThem(item)));

    private IEnumerable<JsonProperty> MembersWithoutThem(JsonElement element, int depth)
    {
        var quotesThem = IsTheirs(JsonValues.Member(element, "quoted_author"u8));
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonValues.NameOf(member);
            var isItem = depth + 1 <= ItemDepth || ItemNames.Contains(name);
            var isQuoted = quotesThem && name.StartsWith(Quoted, StringComparison.Ordinal) && name != QuotedId;
            var isEntry = !isItem && IsAboutThem(member.Value) && TimeOfTheirTrigger(member).ValueKind == JsonValueKind.Undefined;
            if (!isQuoted && !isEntry && !IsThem(name) && !IsTheirs(member.Value))
            {
                yield return member;
            }
        }
    }

    /// <summary>What somebody did to a message of another goes, and when it was stays: since then that message is as it is.</summary>
    private JsonElement TimeOfTheirTrigger(JsonProperty member) =>
        JsonValues.NameOf(member) == "trigger" && IsAboutThem(member.Value)
        && JsonValues.Member(member.Value, "timestamp"u8) is var time && UnixTime.Read(time) is not null
            ? time
            : default;

    private bool IsAboutThem(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && (IsCardOfThem(JsonValues.Member(element, "vcard"u8))
            || element.EnumerateObject().Any(member => OwnerNames.Contains(JsonValues.NameOf(member)) && IsTheirs(member.Value)));

    private bool IsCardOfThem(JsonElement card) =>
        WhapiPersons.TextOf(card) is { } text && WhapiPersons.Mention().Matches(text).Any(mention => IsMentionOfThem(mention.Value));

    private bool IsTheirs(JsonElement element) => JsonValues.GetText(element) is { } text && IsThem(text);

    private bool IsThem(string text) => WhapiPersons.IdOf(text) is { } id && persons.Contains(id);

    private bool IsMentionOfThem(string digits) => WhapiPersons.IdsOfMention(digits).Any(persons.Contains);

    private static void WriteAll<T>(ArrayBufferWriter<byte> left, IEnumerable<T> parts, Action<T> write)
    {
        var isFirst = true;
        foreach (var part in parts)
        {
            left.Write(isFirst ? default : ","u8);
            write(part);
            isFirst = false;
        }
    }

    private static byte[] Encode(string text) => [.. "\""u8, .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\""u8];
}
