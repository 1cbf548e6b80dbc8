using System.Text;
using System.Text.Json;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Testing.Persons;

/// <summary>A person who writes: every id, name and text of hers holds <see cref="Mark"/>, so that it is found wherever it stays.</summary>
public sealed class GeneratedPerson(int number)
{
    private const string Group = "conv_grupo";

    private int _messages;

    /// <summary>In everything that is hers alone.</summary>
    public string Mark { get; } = $"zq{number}xk";

    /// <summary>Her id.</summary>
    public string ClientId => $"cli_{Mark}";

    /// <summary>The digits as they are matched, without the 1 of a Mexican mobile.</summary>
    public string Digits => $"52550000{number:D4}";

    /// <summary>Everything to search for.</summary>
    public IReadOnlyList<string> Texts => [Mark, Digits, $"521550000{number:D4}"];

    private string Conversation => $"conv_{Mark}";

    private string Phone(Random random) => (random.Next(3)) switch
    {
        0 => $"+521{Digits[2..]}",
        1 => Digits,
        _ => $"+{Digits}",
    };

    /// <summary>She becomes known.</summary>
    public Delivery Known(Random random, string id, DateTimeOffset at) => Event(PlaticaEvents.ClientCreated, id, at, new { client = Client(random) });

    /// <summary>She writes in the conversation of all.</summary>
    public Delivery InGroup(Random random, string id, DateTimeOffset at) => Message(random, id, at, Group);

    /// <summary>Something that happens to her.</summary>
    public Delivery Next(Random random, string id, DateTimeOffset at) => random.Next(13) switch
    {
        0 or 1 => Message(random, id, at, Conversation),
        2 => Message(random, id, at, Group),
        3 => Status(random, id, at, withConversation: true),
        4 => Status(random, id, at, withConversation: false),
        5 => Event(PlaticaEvents.ClientUpdated, id, at, new { client = Client(random) }),
        6 => Event(PlaticaEvents.ConversationStatusUpdated, id, at, new { conversation = new { id = Conversation, status = "open", contactName = $"Nombre {Mark}" } }),
        7 => Event(PlaticaEvents.ReferralReceived, id, at, new { referral = new { ad_id = "ad_1", headline = $"Casa {Mark}" }, text = $"Hola {Mark}", client = Client(random), conversation = new { id = Conversation } }),
        8 => Exchange(random, id, at, $"tok_{Mark}_{random.Next(3)}"),
        9 => Exchange(random, id, at, null),
        10 => Event("contact.merged", id, at, new { contact = new { phone = Digits, alias = Mark } }),
        11 => Event(PlaticaEvents.MessageCreated, id, at, new { message = new { id = $"msg_{Mark}_{_messages++}", content = Mark }, conversation = new { phoneNumber = Phone(random), channelId = "ch_1" } }),
        _ => new() { Provider = PlaticaProvider.RouteName, ReceivedAt = at, Body = Encoding.UTF8.GetBytes($"{{ broken {id} {ClientId}") },
    };

    private Delivery Message(Random random, string id, DateTimeOffset at, string conversation) => Event(PlaticaEvents.MessageCreated, id, at, new
    {
        message = new
        {
            id = $"msg_{Mark}_{_messages++}",
            content = random.Next(8) == 0 ? string.Concat(Enumerable.Repeat($"Secreto {Mark} ", 20_000)) : $"Secreto {Mark}",
            direction = "incoming",
            creationDate = at.UtcDateTime,
        },
        conversation = conversation == Group
            ? (object)new { id = Group, topic = $"de {id}", lastUpdate = at.UtcDateTime }
            : new { id = conversation, contactName = $"Nombre {Mark}", phoneNumber = Phone(random) },
        client = Client(random),
    });

    private Delivery Status(Random random, string id, DateTimeOffset at, bool withConversation)
    {
        if (_messages == 0)
        {
            return Message(random, id, at, Conversation);
        }

        var message = new { id = $"msg_{Mark}_{random.Next(_messages)}", status = random.Next(2) == 0 ? "delivered" : "read" };
        return Event(PlaticaEvents.MessageUpdated, id, at, withConversation ? new { message, conversation = new { id = Conversation } } : new { message });
    }

    /// <summary>An exchange of a Flow.</summary>
    public Delivery Exchange(Random random, string id, DateTimeOffset at, string? token) => Event(PlaticaEvents.FlowScreenAdvance, id, at, new
    {
        flow = new { id = "flow_1", name = "Cotizador" },
        flowResponse = token is null ? null : new { flowToken = token, status = "IN_PROGRESS" },
        flowExchange = new { action = "data_exchange", screen = "WELCOME", payload = new { name = $"Nombre {Mark}" } },
        conversation = new { id = Conversation },
        client = Client(random),
    }) with
    { Reply = new(JsonSerializer.SerializeToUtf8Bytes(new { screen = "PAYMENT", data = new { hello = Mark } }), "answered", 12) };

    private object Client(Random random) => new
    {
        id = ClientId,
        name = $"Nombre {Mark}",
        phoneNumber = Phone(random),
        email = $"{Mark}@example.com",
        customFields = new { etapa = random.Next(5), nota = Mark },
    };

    private static Delivery Event(string name, string id, DateTimeOffset at, object data) => new()
    {
        Provider = PlaticaProvider.RouteName,
        ReceivedAt = at,
        Body = JsonSerializer.SerializeToUtf8Bytes(new { id, @event = name, workspaceId = "ws_1", timestamp = at.UtcDateTime, data }),
    };
}
