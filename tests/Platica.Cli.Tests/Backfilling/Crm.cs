using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>What Platica itself holds of one workspace. Whatever happens in it sets the entity's <c>lastUpdate</c> and makes a webhook.</summary>
internal sealed class Crm
{
    public const string Workspace = "ws_demo";

    private static readonly string[] Statuses = ["active", "finished", "spam"];
    private static readonly string[] Tags = ["vip", "prospecto", "ñandú"];

    private readonly Random _random;
    private int _events;

    public Crm(int seed = 1) => _random = new(seed);

    /// <summary>The time of what happens next.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public List<JsonObject> Clients { get; } = [];

    public List<JsonObject> Conversations { get; } = [];

    /// <summary>The messages of a conversation, oldest first.</summary>
    public static JsonArray MessagesOf(JsonObject conversation) => conversation["messages"]!.AsArray();

    /// <summary>Lets something happen, a while later; the webhook's body.</summary>
    public byte[] Happen()
    {
        Now += TimeSpan.FromSeconds(_random.Next(1, 3600));
        return _random.Next(8) switch
        {
            0 => AddClient(),
            1 => ChangeClient(),
            2 => AddConversation(),
            3 => ChangeConversation(),
            4 => ChangeMessage(),
            _ => AddMessage(),
        };
    }

    public byte[] AddClient()
    {
        var number = Clients.Count + 1;
        var client = new JsonObject
        {
            ["id"] = $"cli_{number}",
            ["phoneNumber"] = PhoneOf(number),
            ["name"] = $"Cliente {number}",
            ["email"] = null,
            ["tags"] = new JsonArray(),
            ["owners"] = new JsonArray(),
            ["customFields"] = new JsonObject { ["etapa"] = "nuevo" },
            ["creationDate"] = Time(Now),
            ["lastUpdate"] = Time(Now),
        };
        Clients.Add(client);
        return Webhook("client.created", "client", client, ("client", client));
    }

    public byte[] AddConversation()
    {
        var number = Conversations.Count + 1;
        var conversation = new JsonObject
        {
            ["id"] = $"conv_{number}",
            ["conversationId"] = PhoneOf(number % 5),
            ["canSendDirectMessage"] = true,
            ["workspaceId"] = Workspace,
            ["channelId"] = "ch_1",
            ["contactName"] = $"Cliente {number}",
            ["phoneNumber"] = PhoneOf(number),
            ["topic"] = "",
            ["platform"] = "whatsapp",
            ["owners"] = new JsonArray(),
            ["tags"] = new JsonArray(),
            ["creationDate"] = Time(Now),
            ["lastUpdate"] = Time(Now),
            ["status"] = "active",
            ["operation"] = "automatic",
            ["messageCount"] = 0,
            ["messages"] = new JsonArray(),
        };
        Conversations.Add(conversation);
        return Webhook("conversation.created", "conversation", conversation, ("conversation", Snapshot(conversation)));
    }

    public byte[] AddMessage()
    {
        if (Conversations.Count == 0)
        {
            return AddConversation();
        }

        var conversation = Conversations[_random.Next(Conversations.Count)];
        var message = AddMessage(conversation, $"Hola {_events}");
        var placed = new JsonObject
        {
            ["id"] = conversation["id"]!.DeepClone(),
            ["platform"] = "whatsapp",
            ["phoneNumber"] = $"+{conversation["phoneNumber"]}",
            ["status"] = conversation["status"]!.DeepClone(),
        };
        return Webhook("message.created", "message", message, ("message", message), ("conversation", placed));
    }

    /// <summary>Adds a message of which no webhook tells.</summary>
    public JsonObject AddMessage(JsonObject conversation, string content)
    {
        var messages = MessagesOf(conversation);
        var message = new JsonObject
        {
            ["id"] = $"msg_{conversation["id"]}_{messages.Count + 1}",
            ["content"] = content,
            ["contentType"] = "text",
            ["direction"] = _random.Next(2) == 0 ? "incoming" : "outgoing",
            ["role"] = "user",
            ["status"] = "sent",
            ["owner"] = new JsonObject { ["id"] = "user_1" },
            ["files"] = new JsonArray(),
            ["images"] = new JsonArray(),
            ["creationDate"] = Time(Now),
            ["lastUpdate"] = Time(Now),
        };
        messages.Add(message);
        conversation["messageCount"] = messages.Count;
        conversation["lastUpdate"] = Time(Now);
        return message;
    }

    private byte[] ChangeClient()
    {
        if (Clients.Count == 0)
        {
            return AddClient();
        }

        var client = Clients[_random.Next(Clients.Count)];
        client["email"] = _random.Next(3) == 0 ? null : $"correo{_events}@example.com";
        client["tags"] = Some(Tags);
        client["customFields"]!["etapa"] = _random.Next(3) == 0 ? null : $"paso {_events}";
        client["lastUpdate"] = Time(Now);
        return Webhook("client.updated", "client", client, ("client", client));
    }

    private byte[] ChangeConversation()
    {
        if (Conversations.Count == 0)
        {
            return AddConversation();
        }

        var conversation = Conversations[_random.Next(Conversations.Count)];
        conversation["status"] = Statuses[_random.Next(Statuses.Length)];
        conversation["operation"] = _random.Next(2) == 0 ? "automatic" : "assistance";
        conversation["tags"] = Some(Tags);
        conversation["lastUpdate"] = Time(Now);
        return Webhook("conversation.status.updated", "conversation", conversation, ("conversation", Snapshot(conversation)));
    }

    private byte[] ChangeMessage()
    {
        var written = Conversations.Where(conversation => MessagesOf(conversation).Count > 0).ToList();
        if (written.Count == 0)
        {
            return AddMessage();
        }

        var conversation = written[_random.Next(written.Count)];
        var message = MessagesOf(conversation)[_random.Next(MessagesOf(conversation).Count)]!.AsObject();
        message["status"] = _random.Next(2) == 0 ? "delivered" : "read";
        message["lastUpdate"] = Time(Now);

        // What changes in a conversation is found by its own lastUpdate.
        conversation["lastUpdate"] = Time(Now);
        var placed = new JsonObject { ["id"] = conversation["id"]!.DeepClone(), ["platform"] = "whatsapp" };
        return Webhook("message.updated", "message", message, ("message", message), ("conversation", placed));
    }

    private byte[] Webhook(string eventName, string resource, JsonObject about, params IEnumerable<(string Name, JsonObject Snapshot)> data)
    {
        var body = new JsonObject
        {
            ["id"] = $"event_{++_events}",
            ["event"] = eventName,
            ["workspaceId"] = Workspace,
            ["timestamp"] = Time(Now.AddMilliseconds(20)),
            ["source"] = "dashboard.test.happened",
            ["resourceType"] = resource,
            ["resourceId"] = about["id"]!.DeepClone(),
            ["changes"] = null,
            ["data"] = new JsonObject([.. data.Select(item => KeyValuePair.Create(item.Name, (JsonNode?)item.Snapshot.DeepClone()))]),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static JsonObject Snapshot(JsonObject conversation)
    {
        var snapshot = conversation.DeepClone().AsObject();
        snapshot.Remove("messages");
        return snapshot;
    }

    private JsonArray Some(string[] values) => [.. values.Where(_ => _random.Next(2) == 0).Select(value => (JsonNode)value)];

    private static string PhoneOf(int number) => string.Create(CultureInfo.InvariantCulture, $"52155000{number:D5}");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
