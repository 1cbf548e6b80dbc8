using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Writes a body without some persons. What is an entry about one of them goes whole (a member of a group, a reaction, the last message of a chat
/// when it is theirs), as does every value that is their id; with who is quoted goes what is quoted; a mention in a text loses its digits. The item
/// itself stays: whoever it is of is not to be taken out of it.
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
    private static readonly string[] ItemNames = ["trigger", "before_update", "after_update"];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body without them.</summary>
    public ReadOnlyMemory<byte> Apply(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, root, 0);
        }

        return buffer.WrittenMemory;
    }

    private void Write(Utf8JsonWriter writer, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(writer, element, depth);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray().Where(item => !IsTheirs(item) && !(depth + 1 > ItemDepth && IsAboutThem(item))))
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when JsonValues.GetText(element) is { } text && WhapiPersons.Mention().IsMatch(text):
                writer.WriteStringValue(WhapiPersons.Mention().Replace(text, mention => persons.Contains(mention.Value) ? "…" : mention.Value));
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, JsonElement element, int depth)
    {
        var quotesThem = IsTheirs(JsonValues.Member(element, "quoted_author"u8));
        writer.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonValues.NameOf(member);
            var isItem = depth + 1 <= ItemDepth || ItemNames.Contains(name);
            var isQuoted = quotesThem && name.StartsWith(Quoted, StringComparison.Ordinal) && name != QuotedId;
            if (isQuoted || IsThem(name) || IsTheirs(member.Value) || (!isItem && IsAboutThem(member.Value)))
            {
                continue;
            }

            writer.WritePropertyName(name);
            Write(writer, member.Value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private bool IsAboutThem(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.EnumerateObject().Any(member => OwnerNames.Contains(JsonValues.NameOf(member)) && IsTheirs(member.Value));

    private bool IsTheirs(JsonElement element) => JsonValues.GetText(element) is { } text && IsThem(text);

    private bool IsThem(string text) => WhapiPersons.IdOf(text) is { } id && persons.Contains(id);
}
