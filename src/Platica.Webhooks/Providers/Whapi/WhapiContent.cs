using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>What one delivery tells: one item of a call, and which event it belongs to.</summary>
/// <param name="Type">The event's type in its documented spelling, lower case; empty where nothing tells it.</param>
/// <param name="Method">The event's method, lower case; empty where nothing tells it.</param>
/// <param name="Key">The payload member, such as <c>messages_updates</c>; empty where there is none.</param>
/// <param name="Item">The item, an object or a text; undefined where there is none.</param>
/// <param name="ChannelId">The channel's id; null where it is not told.</param>
internal sealed record WhapiContent(string Type, string Method, string Key, JsonElement Item, string? ChannelId)
{
    /// <summary>Whether there is more than this one item: a call that could not be taken apart.</summary>
    public bool HasMore { get; init; }

    /// <summary>The event's name, such as <c>messages.post</c>; null where nothing tells it.</summary>
    public string? EventName => Type.Length == 0 ? null : Method.Length == 0 ? Type : $"{Type}.{Method}";

    /// <summary>
    /// Reads a body. What the event is, the body tells first (<c>event.event</c>, in the vendor's API description <c>event.method</c>), then
    /// the URL that it came by, then its payload member.
    /// </summary>
    public static WhapiContent Read(JsonElement root, Delivery delivery)
    {
        var named = JsonValues.Member(root, "event"u8);
        var type = TypeOf(named, delivery);
        var method = Told(named, "event"u8) ?? Told(named, "method"u8) ?? delivery.Attributes.GetValueOrDefault(WhapiRoute.MethodAttribute);
        var (key, item, hasMore) = PayloadOf(root, type);
        var isKnown = WhapiEvents.TryGetPayload(key, out var payload);
        type ??= isKnown ? payload.Type : string.Empty;
        method ??= isKnown && payload.Type == type ? payload.Method : string.Empty;
        return new(type, method.ToLowerInvariant(), key, item, Told(root, "channel_id"u8)) { HasMore = hasMore };
    }

    /// <summary>The type that the body or else the URL tells, in its documented spelling; null where neither does.</summary>
    /// <param name="named">The value of the member <c>event</c>.</param>
    /// <param name="delivery">What came with the body.</param>
    public static string? TypeOf(JsonElement named, Delivery delivery) =>
        (Told(named, "type"u8) ?? delivery.Attributes.GetValueOrDefault(WhapiRoute.TypeAttribute)) is { } told
            ? WhapiEvents.TypeOf(told)
            : null;

    /// <summary>Whether a member holds items: one of the known ones, or one that is called as the event is.</summary>
    public static bool IsPayload(string member, string? type) => WhapiEvents.TryGetPayload(member, out _)
        || (type is { Length: > 0 } && !IsEnvelope(member) && (member == type || member.StartsWith($"{type}_", StringComparison.Ordinal)));

    /// <summary>Whether a member tells of the call as a whole.</summary>
    public static bool IsEnvelope(string member) => member is "event" or "channel_id";

    private static string? Told(JsonElement element, ReadOnlySpan<byte> name) => JsonValues.GetNonEmptyText(JsonValues.Member(element, name));

    /// <summary>The first item, whichever payload member holds it; where there is none, the first payload member.</summary>
    private static (string Key, JsonElement Item, bool HasMore) PayloadOf(JsonElement root, string? type)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (string.Empty, default, false);
        }

        var members = root.EnumerateObject().Where(member => IsPayload(JsonValues.NameOf(member), type)).ToList();
        var items = members.SelectMany(member => ItemsOf(member.Value).Select(item => (Key: JsonValues.NameOf(member), Item: item))).Take(2).ToList();
        return items.Count > 0 ? (items[0].Key, items[0].Item, items.Count > 1)
            : members.Count > 0 ? (JsonValues.NameOf(members[0]), default, false)
            : (string.Empty, default, false);
    }

    /// <summary>The items that a payload member holds: those of a list, or its value.</summary>
    private static IEnumerable<JsonElement> ItemsOf(JsonElement payload) => payload.ValueKind switch
    {
        JsonValueKind.Array => payload.EnumerateArray(),
        JsonValueKind.Null => [],
        _ => [payload],
    };
}
