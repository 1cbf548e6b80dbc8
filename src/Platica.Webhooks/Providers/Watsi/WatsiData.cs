using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>
/// A delivery's <c>data</c>, flat. Watsi documents it flat (<c>data.messageId</c>) and nested (<c>data.message.id</c>): what the flat form does not tell is
/// taken from the nested one. Each member is taken once, and whatever nobody took goes to Extra.
/// </summary>
internal sealed class WatsiData
{
    private static readonly string[] Resources = [WatsiEvents.Message, WatsiEvents.Conversation, WatsiEvents.Contact];

    private readonly OrderedDictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private WatsiData(string subject, JsonElement data)
    {
        Subject = subject;
        foreach (var member in data.EnumerateObject())
        {
            _members[JsonValues.NameOf(member)] = member.Value;
        }

        AddNested();
        foreach (var resource in Resources)
        {
            AddIdOf(resource);
        }
    }

    /// <summary>What the event is about: <c>message</c>, <c>conversation</c> or <c>contact</c>.</summary>
    public string Subject { get; }

    /// <summary>The data of an event of Watsi's list; null for any other event, and where there is no such object.</summary>
    public static WatsiData? Read(JsonElement root, string eventName) =>
        WatsiEvents.Subjects.TryGetValue(eventName, out var subject) && JsonValues.Member(root, "data"u8) is { ValueKind: JsonValueKind.Object } data
            ? new(subject, data)
            : null;

    /// <summary>The id of what the event is about; null when it is not told.</summary>
    public string? TakeSubjectId() => TakeText(IdMember(Subject));

    /// <summary>A member's non-empty text; null when there is none.</summary>
    public string? TakeText(string name) =>
        TryTake(name, FieldType.Text, out var value) && value.Value is string { Length: > 0 } text ? text : null;

    /// <summary>A phone as it is written; null when the member is none, such as an id without a number.</summary>
    public string? TakePhone(string name)
    {
        var text = JsonValues.GetText(_members.GetValueOrDefault(name));
        return IsPhone(text) && _members.Remove(name) ? text : null;
    }

    /// <summary>A Unix time; null when the member tells none.</summary>
    public DateTimeOffset? TakeUnixTime(string name)
    {
        var time = UnixTime.Read(_members.GetValueOrDefault(name));
        return time is not null && _members.Remove(name) ? time : null;
    }

    /// <summary>A member's value or its explicit null; false when it is absent, or of another type.</summary>
    public bool TryTake(string name, FieldType type, out FieldValue value)
    {
        value = default;
        return _members.TryGetValue(name, out var member) && JsonValues.TryConvert(member, type, out value) && _members.Remove(name);
    }

    /// <summary>Sets a field to a member's value, if there is one of its type.</summary>
    public void Take(string name, Field field, FieldSet into)
    {
        if (TryTake(name, field.Type, out var value))
        {
            into.Set(field, value);
        }
    }

    /// <summary>Everything that is left.</summary>
    public void TakeRest(Field extra, FieldSet into)
    {
        foreach (var (name, member) in _members)
        {
            into.Set(extra, name, member.ValueKind == JsonValueKind.Null ? FieldValue.Null : FieldValue.Json(member.GetRawText()));
        }

        _members.Clear();
    }

    /// <summary>The members of the event's subject, where it is told as an object.</summary>
    private void AddNested()
    {
        if (_members.GetValueOrDefault(Subject) is { ValueKind: JsonValueKind.Object } nested)
        {
            _members.Remove(Subject);
            foreach (var member in nested.EnumerateObject())
            {
                var name = JsonValues.NameOf(member);
                Add(name == "id" ? IdMember(Subject) : name, member.Value);
            }
        }
    }

    /// <summary>Of another resource that is told as an object only the id is known to mean something; the object itself is kept as it is.</summary>
    private void AddIdOf(string resource)
    {
        var id = JsonValues.Member(_members.GetValueOrDefault(resource), "id"u8);
        if (id.ValueKind != JsonValueKind.Undefined)
        {
            Add(IdMember(resource), id);
        }
    }

    private void Add(string name, JsonElement value)
    {
        if (_members.GetValueOrDefault(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            _members[name] = value;
        }
    }

    private static bool IsPhone(string? text) => PhoneDigits.Of(text) is not null && !text!.Any(character => char.IsLetter(character) || character == '@');

    private static string IdMember(string resource) => $"{resource}Id";
}
