using FsCheck;
using FsCheck.Fluent;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;
using static Platica.Testing.Generating.JsonGen;

namespace Platica.Testing.Generating;

/// <summary>Platica's deliveries: all events of the catalogue and unknown ones, complete or hardly anything.</summary>
internal sealed class PlaticaGenerator : IDeliveryGenerator
{
    /// <summary>Events of different bodies may share these ids; each then has one of two times, so that they often tie entirely.</summary>
    private static readonly string[] SharedIds = ["shared_1", "shared_2", new('x', 100)];

    private static readonly Gen<string> Name = Gen.Frequency(
        (8, Gen.Elements(PlaticaEvents.All.Keys.ToArray())),
        (3, Gen.Elements(PlaticaEvents.MessageCreated, PlaticaEvents.MessageUpdated, PlaticaEvents.MessageDeleted)),
        (1, Gen.Constant(PlaticaEvents.ReferralReceived)),
        (3, Gen.Elements(PlaticaBackfill.ClientEvent, PlaticaBackfill.ConversationEvent, PlaticaBackfill.MessagesEvent, PlaticaBackfill.MessagesEvent)),
        (1, Gen.Elements("conversation.merged", "x"))).Select(Quote);

    private static readonly Gen<string> FlowName =
        Gen.Elements(PlaticaEvents.FlowInit, PlaticaEvents.FlowScreenAdvance, PlaticaEvents.FlowBack, PlaticaEvents.FlowExchanges).Select(Quote);

    private static readonly Gen<string> Workspace = Gen.Frequency((20, TextOf("ws_1")), (1, TextOf("ws/2")), (1, OneOf("", "null", "7")));

    private static readonly Gen<string> Snapshots = Object(
        ("conversation", PlaticaSnapshots.Conversation.Mostly()),
        ("client", PlaticaSnapshots.Client.Sometimes()),
        ("message", PlaticaSnapshots.Message.Mostly()),
        ("messages", PlaticaSnapshots.Messages.Mostly()),
        ("referral", PlaticaSnapshots.Referral.Sometimes()),
        ("text", TextOf("a", "b").Sometimes()),
        ("flow", Gen.Frequency((1, PlaticaSnapshots.Flow), (9, Gen.Constant("")))),
        ("flowResponse", Gen.Frequency((1, PlaticaSnapshots.FlowResponse), (9, Gen.Constant("")))),
        ("flowExchange", Gen.Frequency((1, PlaticaSnapshots.FlowExchange), (19, Gen.Constant("")))));

    private static readonly Gen<string> FlowData = Object(
        ("conversation", PlaticaSnapshots.Conversation.Sometimes()),
        ("client", PlaticaSnapshots.Client.Sometimes()),
        ("flow", PlaticaSnapshots.Flow.Mostly()),
        ("flowResponse", PlaticaSnapshots.FlowResponse.Mostly()),
        ("flowExchange", PlaticaSnapshots.FlowExchange.Mostly()));

    /// <summary>The resource under its name, or <c>data</c> itself being the resource.</summary>
    private static readonly Gen<string> Data = Gen.Frequency(
        (16, Snapshots),
        (1, PlaticaSnapshots.Conversation),
        (1, PlaticaSnapshots.Message),
        (1, PlaticaSnapshots.Client),
        (1, OneOf("", "null", "[]", "{}")));

    private static readonly Gen<string> ResourceType = TextOf("conversation", "message", "client", "flow_response").Mostly();

    private static readonly Gen<string> ResourceId =
        TextOf([.. PlaticaSnapshots.ConversationIds, .. PlaticaSnapshots.MessageIds, .. PlaticaSnapshots.ClientIds, .. PlaticaSnapshots.FlowTokens]).Mostly();

    /// <summary>Counts for Flow exchanges only.</summary>
    private static readonly FlowReply?[] Replies =
    [
        null,
        new("""{"screen":"PAYMENT","data":{"amount_mxn":1}}"""u8.ToArray(), "answered", 1.5),
        new("""{"data":{"acknowledged":true}}"""u8.ToArray(), "deadline", 450),
    ];

    /// <inheritdoc/>
    public IWebhookProvider Provider { get; } = new PlaticaProvider(new PlaticaSettings(new SigningSecrets("secret")));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventNames { get; } = [.. PlaticaEvents.All.Keys];

    /// <inheritdoc/>
    public string UnknownEventName => "conversation.merged";

    /// <inheritdoc/>
    public IReadOnlySet<string> TellingMembers { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "event", "workspaceId", "timestamp", "resourceType", "resourceId", "creationDate", "lastUpdate",
    };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> AttributesOf(byte[] hash)
    {
        var attributes = new Dictionary<string, string> { ["webhookId"] = $"hook_{hash[0] % 2}" };
        if (hash[1] % 4 == 0)
        {
            attributes["event"] = "message.updated";
            attributes["timestamp"] = PlaticaSnapshots.Times[hash[2] % PlaticaSnapshots.Times.Length];
        }

        return attributes;
    }

    /// <inheritdoc/>
    public FlowReply? ReplyOf(byte[] hash) => Replies[hash[5] % Replies.Length];

    /// <inheritdoc/>
    public Gen<string> Body(int number) => Gen.Frequency(
        (40, Complete(number)),
        (2, Complete(number).Select(body => body[..^1])),
        (1, OneOf("[]", "not JSON", "{}", """{"event":"client.updated"}""")));

    private static Gen<string> Complete(int number) =>
        Gen.Frequency((4, Complete(number, Name, Data)), (1, Complete(number, FlowName, FlowData)));

    private static Gen<string> Complete(int number, Gen<string> name, Gen<string> data) =>
        Gen.Frequency((5, Own(number, name, data)), (5, Shared(name, data)));

    private static Gen<string> Own(int number, Gen<string> name, Gen<string> data) => Envelope(
        name,
        data,
        Gen.Frequency((9, Gen.Constant(Quote($"event_{number:D2}"))), (1, OneOf("", "null"))),
        TextOf(PlaticaSnapshots.Times).Mostly());

    private static Gen<string> Shared(Gen<string> name, Gen<string> data) => Gen.Choose(0, SharedIds.Length - 1).SelectMany(index => Envelope(
        name,
        data,
        Gen.Constant(Quote(SharedIds[index])),
        TextOf(PlaticaSnapshots.Times[index], PlaticaSnapshots.Times[index + 1])));

    private static Gen<string> Envelope(Gen<string> name, Gen<string> data, Gen<string> id, Gen<string> time) => Object(
        ("id", id),
        ("event", name),
        ("workspaceId", Workspace),
        ("timestamp", time),
        ("source", TextOf("api.client.updated", "dashboard.conversation.updated").Sometimes()),
        ("resourceType", ResourceType),
        ("resourceId", ResourceId),
        ("changes", OneOf("null", """{"status":{"before":null}}""")),
        ("data", data));
}
