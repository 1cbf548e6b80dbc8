using FsCheck;
using FsCheck.Fluent;
using Platica.Webhooks.Providers.Platica;
using static Platica.Processing.Tests.Convergence.JsonGen;

namespace Platica.Processing.Tests.Convergence;

/// <summary>Generators of whole bodies: all events of the catalogue and unknown ones, complete or hardly anything.</summary>
internal static class EventGen
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
        ("conversation", SnapshotGen.Conversation.Mostly()),
        ("client", SnapshotGen.Client.Sometimes()),
        ("message", SnapshotGen.Message.Mostly()),
        ("messages", SnapshotGen.Messages.Mostly()),
        ("referral", SnapshotGen.Referral.Sometimes()),
        ("text", TextOf("a", "b").Sometimes()),
        ("flow", Gen.Frequency((1, SnapshotGen.Flow), (9, Gen.Constant("")))),
        ("flowResponse", Gen.Frequency((1, SnapshotGen.FlowResponse), (9, Gen.Constant("")))),
        ("flowExchange", Gen.Frequency((1, SnapshotGen.FlowExchange), (19, Gen.Constant("")))));

    private static readonly Gen<string> FlowData = Object(
        ("conversation", SnapshotGen.Conversation.Sometimes()),
        ("client", SnapshotGen.Client.Sometimes()),
        ("flow", SnapshotGen.Flow.Mostly()),
        ("flowResponse", SnapshotGen.FlowResponse.Mostly()),
        ("flowExchange", SnapshotGen.FlowExchange.Mostly()));

    /// <summary>The resource under its name, or <c>data</c> itself being the resource.</summary>
    private static readonly Gen<string> Data = Gen.Frequency(
        (16, Snapshots),
        (1, SnapshotGen.Conversation),
        (1, SnapshotGen.Message),
        (1, SnapshotGen.Client),
        (1, OneOf("", "null", "[]", "{}")));

    private static readonly Gen<string> ResourceType = TextOf("conversation", "message", "client", "flow_response").Mostly();

    private static readonly Gen<string> ResourceId =
        TextOf([.. SnapshotGen.ConversationIds, .. SnapshotGen.MessageIds, .. SnapshotGen.ClientIds, .. SnapshotGen.FlowTokens]).Mostly();

    /// <summary>A raw body.</summary>
    /// <param name="number">Tells this event from the others.</param>
    public static Gen<string> Body(int number) => Gen.Frequency(
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
        TextOf(SnapshotGen.Times).Mostly());

    private static Gen<string> Shared(Gen<string> name, Gen<string> data) => Gen.Choose(0, SharedIds.Length - 1).SelectMany(index => Envelope(
        name,
        data,
        Gen.Constant(Quote(SharedIds[index])),
        TextOf(SnapshotGen.Times[index], SnapshotGen.Times[index + 1])));

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
