using System.Text;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Erasure;

/// <summary>What Lucía and Carlos did: each has a conversation, and both write in one.</summary>
internal static class LuciaAndCarlos
{
    /// <summary>Lucía's phone, as people write it.</summary>
    public const string Phone = "+52 1 55 0000 0001";

    /// <summary>In all that is Lucía's alone.</summary>
    public static readonly string[] TextsOfLucia = ["lucia", "525500000001", "5215500000001"];

    public static readonly object Lucia = new { id = "cli_lucia", name = "Lucia", phoneNumber = "+5215500000001" };

    public static readonly object Carlos = new { id = "cli_carlos", name = "Carlos", phoneNumber = "525500000002" };

    /// <summary>What Lucía did.</summary>
    public static IReadOnlyList<Delivery> OfLucia =>
    [
        Event(PlaticaEvents.ClientCreated, "l1", 0, new { client = Lucia }),
        Message("l2", 1, "msg_lucia_1", "conv_lucia", Lucia),
        Message("l3", 2, "msg_lucia_2", "conv_both", Lucia, topic: "de lucia"),
        Event(PlaticaEvents.MessageUpdated, "l4", 3, new { message = new { id = "msg_lucia_2", status = "read" } }),
        Event(PlaticaEvents.ReferralReceived, "l5", 4, new { referral = new { ad_id = "ad_1" }, client = Lucia, conversation = new { id = "conv_lucia" } }),
        Exchange("l6", 5, "tok_lucia"),
        Exchange("l7", 6, null),
        Event(PlaticaEvents.ConversationExpired, "l8", 7, new { conversation = new { id = "conv_lucia", contactName = "Lucia" } }),
        Message("l9", 8, "msg_lucia_3", "conv_lucia", Lucia, content: Large),
        Event(PlaticaEvents.MessageDeleted, "l10", 9, new { message = new { id = "msg_lucia_9" }, client = Lucia }),
    ];

    /// <summary>What Carlos did, and what nobody did.</summary>
    public static IReadOnlyList<Delivery> OfOthers =>
    [
        Event(PlaticaEvents.ConversationCreated, "c0", 0, new { conversation = new { id = "conv_both", status = "open", topic = "de nadie" } }),
        Event(PlaticaEvents.ClientCreated, "c1", 0, new { client = Carlos }),
        Message("c2", 1, "msg_carlos_1", "conv_carlos", Carlos),
        Message("c3", 1, "msg_carlos_2", "conv_both", Carlos, topic: "de carlos"),
        Exchange("c4", 2, "tok_carlos", "conv_carlos", Carlos),
    ];

    /// <summary>Too large for a message of the queue.</summary>
    private static string Large => string.Concat(Enumerable.Range(0, 30_000).Select(number => $"lucia {number} "));

    /// <summary>A message.</summary>
    public static Delivery Message(
        string id, int minute, string message, string conversation, object client, string? topic = null, string content = "Hola") => Event(
        PlaticaEvents.MessageCreated, id, minute, new
        {
            message = new { id = message, content, creationDate = Posted.Arrival.AddMinutes(minute).UtcDateTime },
            conversation = topic is null ? (object)new { id = conversation } : new { id = conversation, topic },
            client,
        });

    /// <summary>An event some minutes after the beginning.</summary>
    public static Delivery Event(string name, string id, int minute, object data)
    {
        var at = Posted.Arrival.AddMinutes(minute);
        return Posted.Event(name, id, data, at) with { ReceivedAt = at };
    }

    private static Delivery Exchange(string id, int minute, string? token, string conversation = "conv_lucia", object? client = null) => Event(
        PlaticaEvents.FlowScreenAdvance, id, minute, new
        {
            flow = new { id = "flow_1" },
            flowResponse = new { flowToken = token, status = "IN_PROGRESS" },
            flowExchange = new { action = "data_exchange", screen = "WELCOME", payload = new { talla = "M" } },
            conversation = new { id = conversation },
            client = client ?? Lucia,
        }) with
    { Reply = new(Encoding.UTF8.GetBytes("""{"screen":"PAYMENT"}"""), "answered", 12) };
}
