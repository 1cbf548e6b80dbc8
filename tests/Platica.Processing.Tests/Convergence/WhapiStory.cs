using System.Globalization;
using System.Text;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.Processing.Tests.Convergence;

/// <summary>
/// A morning at Whapi.Cloud, call by call as it was heard: a person writes from an ad, is answered, edits, reacts; a group changes its members; a label
/// comes and goes. Several calls bring several items, some are about one moment, and one tells late what was true before.
/// </summary>
internal static class WhapiStory
{
    public const string Person = "5215500000001@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";

    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1778425200);

    private static readonly WhapiProvider Provider = new(new(new("secret"), new(null)));

    private static readonly (int Second, string Event, string Payload)[] Calls =
    [
        (0, "users.post", """ "user":{"id":"5215500000009","name":"Ventas"} """),
        (1, "channel.post", """ "health":{"start_at":1778425100,"uptime":5,"status":{"code":2,"text":"LAUNCH"}} """),
        (3, "channel.post", """ "health":{"start_at":1778425100,"uptime":7,"status":{"code":4,"text":"AUTH"}} """),
        (5, "chats.post", $$""" "chats":[{"id":"{{Person}}","type":"contact","timestamp":1778425204,"unread":1},{"id":"{{Group}}","type":"group","name":"Equipo"}] """),
        (6, "messages.post", $$""" "messages":[{{Message("A", 4, "Hola", """ "context":{"ad":{"ctwa":"click","source":{"id":"1202","type":"ad"}}}, """)}},{{Message("B", 4, "¿Precio?")}}] """),
        (8, "messages.post", $$""" "messages":[{{Own("C", 7, "Con gusto", "pending")}}] """),
        (9, "statuses.post", $$""" "statuses":[{{Status("C", "sent", 8)}},{{Status("C", "delivered", 8)}}] """),
        (10, "statuses.post", $$""" "statuses":[{{Status("C", "read", 8)}}] """),
        (11, "messages.put", $$""" "messages":[{{Own("C", 7, "Con gusto", "delivered")}}] """),
        (12, "messages.patch", $$""" "messages_updates":[{"id":"B","before_update":{{Message("B", 4, "¿Precio?")}},"after_update":{{Message("B", 4, "¿Qué precio?")}},"changes":["text"]}] """),
        (14, "messages.post", $$""" "messages":[{{Action("D", 13, """{"type":"reaction","target":"C","emoji":"👍"}""")}},{{Action("E", 13, """{"type":"edit","target":"A","edited_content":{"body":"Hola a todos"}}""")}}] """),
        (16, "messages.post", $$""" "messages":[{{Action("F", 15, """{"type":"reaction","target":"C","emoji":""}""")}}] """),
        (17, "messages.delete", """ "messages_removed":["A"] """),
        (18, "contacts.post", """ "contacts":[{"id":"5215500000001","name":"Lucía Demo","pushname":"Lucía"}] """),
        (19, "contacts.patch", """ "contacts_updates":[{"before_update":{"id":"5215500000001","name":"Lucía Demo"},"after_update":{"id":"5215500000001","name":"Lucía D."},"changes":["name"]}] """),
        (20, "groups.post", $$""" "groups":[{"id":"{{Group}}","type":"group","name":"Equipo","participants":[{"id":"5215500000002","rank":"creator"},{"id":"5215500000003","rank":"member"}]}] """),
        (21, "groups.put", $$""" "groups_participants":[{"group_id":"{{Group}}","participants":["5215500000004"],"action":"add"},{"group_id":"{{Group}}","participants":["5215500000004"],"action":"promote"},{"group_id":"{{Group}}","participants":["5215500000003"],"action":"remove"}] """),
        (22, "groups.patch", $$""" "groups_updates":[{"before_update":{"id":"{{Group}}","type":"group","name":"Equipo"},"after_update":{"id":"{{Group}}","type":"group","name":"Equipo MX"},"changes":["name"]}] """),
        (23, "messages.post", $$""" "messages":[{"id":"G","type":"text","chat_id":"{{Group}}","from":"5215500000002","from_me":false,"timestamp":1778425222,"text":{"body":"Listo"} }] """),
        (24, "presences.post", """ "presences":[{"contact_id":"5215500000001","status":"typing"},{"contact_id":"5215500000001","status":"offline","last_seen":1778425224}] """),
        (25, "calls.post", $$""" "calls":[{{Call("ringing")}},{{Call("missed")}}] """),
        (26, "labels.post", """ "labels":[{"id":"7","name":"VIP","color":"gold"}] """),
        (27, "labels.delete", """ "labels_removed":["7"] """),
        (28, "chats.delete", """ "chats_removed":["5215500000005@s.whatsapp.net"] """),
        (29, "messages.post", $$""" "messages":[{{Message("H", 2, "¿Hola?", chat: "5215500000005@s.whatsapp.net")}}] """),
        (30, "messages.delete", $$""" "messages_removed_all":"{{Group}}" """),
        (31, "service.post", """ "service":{} """),
    ];

    /// <summary>The deliveries of all items, in their order.</summary>
    public static IReadOnlyList<Delivery> Deliveries { get; } = [.. Calls.SelectMany(call => Provider.Split(DeliveryOf(call.Second, call.Event, call.Payload)))];

    private static Delivery DeliveryOf(int second, string name, string payload) => new()
    {
        Provider = Provider.Name,
        ReceivedAt = Start.AddSeconds(second).AddMilliseconds(300),
        Body = Encoding.UTF8.GetBytes($$"""{{{payload}},"event":{"type":"{{name.Split('.')[0]}}","event":"{{name.Split('.')[1]}}"},"channel_id":"DEMO-A1"}"""),
    };

    private static string Message(string id, int second, string text, string more = "", string chat = Person) =>
        $$"""{"id":"{{id}}","type":"text","chat_id":"{{chat}}","from_me":false,"from":"{{chat[..13]}}",{{more}}"timestamp":{{Unix(second)}},"text":{"body":"{{text}}"} }""";

    private static string Own(string id, int second, string text, string status) =>
        $$"""{"id":"{{id}}","type":"text","chat_id":"{{Person}}","from_me":true,"from":"5215500000009","timestamp":{{Unix(second)}},"status":"{{status}}","text":{"body":"{{text}}"} }""";

    private static string Action(string id, int second, string action) =>
        $$"""{"id":"{{id}}","type":"action","chat_id":"{{Person}}","from_me":false,"from":"5215500000001","timestamp":{{Unix(second)}},"action":{{action}} }""";

    private static string Status(string id, string status, int second) =>
        $$"""{"id":"{{id}}","status":"{{status}}","recipient_id":"{{Person}}","timestamp":"{{Unix(second)}}"}""";

    private static string Call(string status) =>
        $$"""{"id":"call-1","from":"{{Person}}","chat_id":"{{Person}}","status":"{{status}}","timestamp":{{Unix(24)}}000}""";

    private static string Unix(int second) => Start.AddSeconds(second).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
