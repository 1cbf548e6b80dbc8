using System.Text;
using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What a message says. It stands in a member named after the message's type, and the types are an open set: whatever is there, its text is
/// looked for where the known ones have theirs.
/// </summary>
internal static class WhapiMessageContent
{
    private static readonly string[] Pictures = ["image", "sticker"];
    private static readonly string[] Media = ["video", "short", "gif", "audio", "voice", "document"];

    private static readonly string[] Others =
    [
        "text", "link_preview", "location", "live_location", "contact", "contact_list", "interactive", "poll", "hsm", "system", "order", "group_invite",
        "newsletter_invite", "admin_invite", "product", "catalog", "product_items", "event", "list", "buttons", "carousel", "story", "reply",
    ];

    /// <summary>The members that are known to hold what a message says.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Pictures, .. Media, .. Others];

    /// <summary>Reads what a message says; sets nothing when it does not tell.</summary>
    public static void Read(FieldSet fields, JsonElement message)
    {
        if (!IsObject(message))
        {
            return;
        }

        var type = JsonValues.GetNonEmptyText(JsonValues.Member(message, "type"u8));
        var told = message.EnumerateObject()
            .Select(member => (Name: JsonValues.NameOf(member), member.Value))
            .Where(member => Names.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
            .ToList();
        SetFiles(fields, MessageFields.Images, told.Where(member => Pictures.Contains(member.Name) && IsObject(member.Value)));
        SetFiles(fields, MessageFields.Files, told.Where(member => Media.Contains(member.Name) && IsObject(member.Value)));
        foreach (var (name, value) in told.Where(member => Others.Contains(member.Name) ? !IsTextAlone(member.Value) : !IsObject(member.Value)))
        {
            fields.Set(MessageFields.Extra, name, WhapiJson.Value(value));
        }

        var own = type is null or "action" ? default : JsonValues.Member(message, Encoding.UTF8.GetBytes(type));
        var content = IsObject(own) ? own : told.Select(member => member.Value).FirstOrDefault(IsObject);
        if (IsObject(content))
        {
            fields.Set(MessageFields.Content, TextOf(content) is { } text ? FieldValue.Text(text) : FieldValue.Null);
        }
    }

    /// <summary>The text that a person reads first: the message itself, a caption, a title, the button that was pressed.</summary>
    public static string? TextOf(JsonElement content)
    {
        var body = JsonValues.Member(content, "body"u8);
        return JsonValues.GetNonEmptyText(body)
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(body, "text"u8))
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(content, "caption"u8))
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(content, "text"u8))
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(content, "title"u8))
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(JsonValues.Member(content, "buttons_reply"u8), "title"u8))
            ?? JsonValues.GetNonEmptyText(JsonValues.Member(JsonValues.Member(content, "list_reply"u8), "title"u8));
    }

    private static void SetFiles(FieldSet fields, Field field, IEnumerable<(string Name, JsonElement Value)> files)
    {
        var raw = files.Select(file => WhapiJson.Raw(file.Value)).ToList();
        if (raw.Count > 0)
        {
            fields.Set(field, FieldValue.Json($"[{string.Join(',', raw)}]"));
        }
    }

    private static bool IsTextAlone(JsonElement value) =>
        IsObject(value) && value.GetPropertyCount() == 1 && JsonValues.GetText(JsonValues.Member(value, "body"u8)) is not null;

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;
}
