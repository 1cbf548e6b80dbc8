using System.Text;
using System.Text.Json;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Erasure;

/// <summary>Lucía, Carlos and Ana at Whapi.Cloud, in a group and each alone with the business.</summary>
internal static class WhapiGroup
{
    public const string Workspace = "whapi.DEMO-A1";
    public const string Group = "120363000000000001@g.us";
    public const string Lucia = "5215500000001";
    public const string Carlos = "5215500000002";
    public const string Ana = "5215500000003";

    private const string Business = "5215500000009";

    /// <summary>In everything that is Lucía's.</summary>
    public static readonly string[] TextsOfLucia = [Lucia, "525500000001", "lucia"];

    public static WhapiProvider Provider { get; } = new(new WhapiSettings(new SharedSecrets("secret"), new SharedSecrets(null)));

    /// <summary>The address of a person.</summary>
    public static string AddressOf(string person) => $"{person}@s.whatsapp.net";

    /// <summary>A group with its members.</summary>
    public static Delivery Members(int minute, string name, params string[] members) => Event("groups", "post", "groups", minute, new
    {
        id = Group,
        name,
        type = "group",
        timestamp = Seconds(minute),
        participants = members.Select(member => new { id = member, rank = member == Carlos ? "admin" : "member" }),
        created_by = members[0],
    });

    /// <summary>Somebody joins or leaves.</summary>
    public static Delivery Joined(int minute, string action, params string[] members) =>
        Event("groups", "put", "groups_participants", minute, new { group_id = Group, participants = members, action });

    /// <summary>A message in the group.</summary>
    public static Delivery InGroup(int minute, string id, string from, string text, object? context = null) =>
        Event("messages", "post", "messages", minute, MessageOf(minute, id, from, Group, text, context));

    /// <summary>A message between a person and the business.</summary>
    public static Delivery Alone(int minute, string id, string person, string text, bool isOwn = false) =>
        Event("messages", "post", "messages", minute, MessageOf(minute, id, isOwn ? Business : person, AddressOf(person), text, null));

    /// <summary>A message as the provider writes it.</summary>
    public static object MessageOf(int minute, string id, string from, string chat, string text, object? context) => new
    {
        id,
        from_me = from == Business,
        type = "text",
        chat_id = chat,
        timestamp = Seconds(minute),
        source = "mobile",
        text = new { body = text },
        from,
        from_name = from == Lucia ? "Lucia" : "Otro",
        context,
    };

    /// <summary>The business writes in the group.</summary>
    public static Delivery OwnInGroup(int minute, string id, string text) => InGroup(minute, id, Business, text);

    /// <summary>A reaction in the group.</summary>
    public static Delivery Reaction(int minute, string id, string from, string target, string emoji) => Event("messages", "post", "messages", minute, new
    {
        id,
        from_me = false,
        type = "action",
        chat_id = Group,
        timestamp = Seconds(minute),
        from,
        action = new { type = "reaction", target, emoji },
    });

    /// <summary>What became of a message in the group at one of its members.</summary>
    public static Delivery Seen(int minute, string id, string viewer, string status = "read") => Event(
        "statuses", "post", "statuses", minute, new { id, code = 4, status, recipient_id = Group, viewer_id = AddressOf(viewer), timestamp = $"{Seconds(minute)}" });

    /// <summary>A call.</summary>
    public static Delivery Call(int minute, string id, string from, string status = "ringing") => Event(
        "calls", "post", "calls", minute, new { id, from = AddressOf(from), chat_id = AddressOf(from), status, timestamp = Seconds(minute) * 1000 });

    /// <summary>Whether somebody is typing.</summary>
    public static Delivery Presence(int minute, string person) =>
        Event("presences", "post", "presences", minute, new { contact_id = person, status = "typing", last_seen = Seconds(minute) });

    /// <summary>A delivery of one item.</summary>
    public static Delivery Event(string type, string method, string key, int minute, object item) => new()
    {
        Provider = WhapiProvider.RouteName,
        ReceivedAt = Posted.Arrival.AddMinutes(minute),
        Body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [key] = new[] { item },
            ["event"] = new { type, @event = method },
            ["channel_id"] = "DEMO-A1",
        })),
    };

    private static long Seconds(int minute) => Posted.Arrival.AddMinutes(minute).ToUnixTimeSeconds();
}
