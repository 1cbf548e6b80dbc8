using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

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
    private const string QuotedAuthor = "quoted_author";
    private const string QuotedId = "quoted_id";

    /// <summary>What says of whom an object is.</summary>
    private static readonly string[] OwnerNames = ["id", "from", "author", "contact_id", "user_id", "voter", "viewer_id", "recipient_id", "participant"];

    /// <summary>In these the item stands once more.</summary>
    private static readonly string[] ItemNames = ["trigger", "before_update", "after_update"];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body without them; one that is not well-formed stays as it is.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        if (WhapiPersons.TryParse(body) is not { } document)
        {
            return body;
        }

        using (document)
        {
            var buffer = new ArrayBufferWriter<byte>(body.Length);
            using (var writer = new Utf8JsonWriter(buffer, Options))
            {
                Write(writer, document.RootElement, 0);
            }

            return buffer.WrittenMemory;
        }
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
            case JsonValueKind.String when element.GetString()! is var text && WhapiPersons.Mention().IsMatch(text):
                writer.WriteStringValue(WhapiPersons.Mention().Replace(text, mention => persons.Contains(mention.Value) ? "…" : mention.Value));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, JsonElement element, int depth)
    {
        var quotesThem = element.TryGetProperty(QuotedAuthor, out var author) && IsTheirs(author);
        writer.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            var isItem = depth + 1 <= ItemDepth || ItemNames.Contains(member.Name);
            var isQuoted = quotesThem && member.Name.StartsWith(Quoted, StringComparison.Ordinal) && member.Name != QuotedId;
            if (isQuoted || IsThem(member.Name) || IsTheirs(member.Value) || (!isItem && IsAboutThem(member.Value)))
            {
                continue;
            }

            writer.WritePropertyName(member.Name);
            Write(writer, member.Value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private bool IsAboutThem(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && OwnerNames.Any(name => element.TryGetProperty(name, out var owner) && IsTheirs(owner));

    private bool IsTheirs(JsonElement element) => element.ValueKind == JsonValueKind.String && IsThem(element.GetString()!);

    private bool IsThem(string text) => WhapiPersons.IdOf(text) is { } id && persons.Contains(id);
}
