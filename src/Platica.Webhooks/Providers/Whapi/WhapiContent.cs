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
    /// <summary>The event's name, such as <c>messages.post</c>; null where nothing tells it.</summary>
    public string? EventName => Type.Length == 0 ? null : Method.Length == 0 ? Type : $"{Type}.{Method}";

    /// <summary>
    /// Reads a body. What the event is, the body tells first (<c>event.event</c>, in the vendor's API description <c>event.method</c>), then
    /// the URL that it came by, then its payload member.
    /// </summary>
    public static WhapiContent Read(JsonElement root, Delivery delivery)
    {
        var named = JsonValues.Member(root, "event"u8);
        var type = Told(named, "type"u8) ?? delivery.Attributes.GetValueOrDefault(WhapiRoute.TypeAttribute);
        var method = Told(named, "event"u8) ?? Told(named, "method"u8) ?? delivery.Attributes.GetValueOrDefault(WhapiRoute.MethodAttribute);
        type = type is null ? null : WhapiEvents.TypeOf(type);
        var (key, item) = PayloadOf(root, type);
        var isKnown = WhapiEvents.TryGetPayload(key, out var payload);
        type ??= isKnown ? payload.Type : string.Empty;
        method ??= isKnown && payload.Type == type ? payload.Method : string.Empty;
        return new(type, method.ToLowerInvariant(), key, item, Told(root, "channel_id"u8));
    }

    /// <summary>Whether a member holds items: one of the known ones, or one that is called as the event is.</summary>
    public static bool IsPayload(string member, string? type) => WhapiEvents.TryGetPayload(member, out _)
        || (type is { Length: > 0 } && !IsEnvelope(member) && (member == type || member.StartsWith($"{type}_", StringComparison.Ordinal)));

    /// <summary>Whether a member tells of the call as a whole.</summary>
    public static bool IsEnvelope(string member) => member is "event" or "channel_id";

    private static string? Told(JsonElement element, ReadOnlySpan<byte> name) => JsonValues.GetNonEmptyText(JsonValues.Member(element, name));

    /// <summary>The first payload member that holds anything, else the first; of several items, the first.</summary>
    private static (string Key, JsonElement Item) PayloadOf(JsonElement root, string? type)
    {
        var empty = string.Empty;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (empty, default);
        }

        foreach (var member in root.EnumerateObject())
        {
            var name = JsonValues.NameOf(member);
            if (!IsPayload(name, type))
            {
                continue;
            }

            var item = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().FirstOrDefault() : member.Value;
            if (item.ValueKind != JsonValueKind.Undefined && member.Value.ValueKind != JsonValueKind.Null)
            {
                return (name, item);
            }

            empty = empty.Length == 0 ? name : empty;
        }

        return (empty, default);
    }
}
