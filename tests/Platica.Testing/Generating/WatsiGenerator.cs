using FsCheck;
using FsCheck.Fluent;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Signatures;
using static Platica.Testing.Generating.JsonGen;

namespace Platica.Testing.Generating;

/// <summary>Watsi's deliveries: its six events and unknown ones, flat and nested, complete or hardly anything.</summary>
internal sealed class WatsiGenerator : IDeliveryGenerator
{
    private static readonly string[] Times =
        ["2026-11-20T09:00:00.000Z", "2026-11-20T09:00:00Z", "2026-11-20T09:00:01.500Z", "2026-11-20T09:20:00.000Z", "2026-11-21T00:00:00.000Z"];

    /// <summary>Events of different bodies may share these ids; each then has one of two times, so that they often tie entirely.</summary>
    private static readonly string[] SharedIds = ["evt_shared_1", "evt_shared_2", new('x', 100)];

    private static readonly Gen<string> Name = Gen.Frequency(
        (10, Gen.Elements([.. WatsiEvents.All])), (1, Gen.Elements("conversation.merged", "message.edited", "x"))).Select(Quote);

    private static readonly Gen<string> Workspace = Gen.Frequency((20, TextOf("ws-1")), (1, TextOf("ws/2")), (1, OneOf("", "null", "7")));

    private static readonly Gen<string> MessageId = TextOf("wamid.1", "wamid.2", "wamid/3 ?|#").Mostly();

    private static readonly Gen<string> Phone = TextOf("5215500000001", "+525500000001", "5215500000002", "12");

    private static readonly Gen<string> Text = TextOf("", "a", "b", "ñ 🙂");

    private static readonly Gen<string> Anything = OneOf("1", "1.0", "\"1\"", "null", "[1]", """{"a": null}""");

    /// <summary>Unix seconds as texts: the first two moments of <see cref="Times"/>, and an earlier one.</summary>
    private static readonly Gen<string> Seconds = OneOf("\"1795165200\"", "\"1795165201\"", "\"1795165100\"", "1795165200");

    private static readonly Gen<string> Message = Object(
        ("id", MessageId),
        ("body", Text.Mostly()),
        ("from", Phone.Sometimes()),
        ("status", TextOf("sent", "read").Sometimes()));

    private static readonly Gen<string> Data = Object(
        ("messageId", MessageId),
        ("conversationId", TextOf("chat_1", "chat_2").Mostly()),
        ("contactId", TextOf("contact_1", "contact_2").Mostly()),
        ("from", Phone.Sometimes()),
        ("phone", Phone.Sometimes()),
        ("recipientId", Phone.Sometimes()),
        ("body", Text.Sometimes()),
        ("name", Text.Sometimes()),
        ("email", TextOf("a@example.com", "b@example.com").Sometimes()),
        ("channel", TextOf("whatsapp", "instagram").Sometimes()),
        ("status", TextOf("sent", "delivered", "read", "failed", "active", "closed").Mostly()),
        ("timestamp", Seconds.Sometimes()),
        ("assignedUserId", OneOf("null", "\"user_1\"", "\"user_2\"").Sometimes()),
        ("watsiEnabled", OneOf("true", "false").Sometimes()),
        ("message", Gen.Frequency((1, Message), (4, Gen.Constant("")))),
        ("unknown_a", Anything.Sometimes()));

    /// <inheritdoc/>
    public IWebhookProvider Provider { get; } = new WatsiProvider(new WatsiSettings(new SigningSecrets("secret")));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventNames => [.. WatsiEvents.All];

    /// <inheritdoc/>
    public string UnknownEventName => "message.edited";

    /// <inheritdoc/>
    public IReadOnlySet<string> TellingMembers { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "type", "workspace_id", "created_at", "timestamp", "messageId", "conversationId", "contactId", "status",
    };

    /// <inheritdoc/>
    public Gen<string> Body(int number) => Gen.Frequency(
        (40, Complete(number)),
        (2, Complete(number).Select(body => body[..^1])),
        (1, OneOf("[]", "not JSON", "{}", """{"type":"contact.updated"}""")));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> AttributesOf(byte[] hash) =>
        hash[1] % 4 == 0 ? new Dictionary<string, string> { ["event"] = "contact.updated", ["deliveryId"] = $"d_{hash[0] % 2}" } : Delivery.EmptyAttributes;

    /// <inheritdoc/>
    public FlowReply? ReplyOf(byte[] hash) => null;

    private static Gen<string> Complete(int number) => Gen.Frequency(
        (5, Envelope(Gen.Frequency((9, Gen.Constant(Quote($"evt_{number:D2}"))), (1, OneOf("", "null"))), TextOf(Times).Mostly())),
        (5, Gen.Choose(0, SharedIds.Length - 1).SelectMany(index => Envelope(
            Gen.Constant(Quote(SharedIds[index])), TextOf(Times[index], Times[index + 1])))));

    private static Gen<string> Envelope(Gen<string> id, Gen<string> time) => Object(
        ("id", id),
        ("type", Name),
        ("created_at", time),
        ("workspace_id", Workspace),
        ("data", Gen.Frequency((18, Data), (1, OneOf("", "null", "[]", "{}")))));
}
