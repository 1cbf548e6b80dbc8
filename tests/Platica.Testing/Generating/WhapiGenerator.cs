using FsCheck;
using FsCheck.Fluent;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;
using static Platica.Testing.Generating.JsonGen;

namespace Platica.Testing.Generating;

/// <summary>Whapi.Cloud's calls: all kinds in every method and unknown ones, one item or several, in any mode, complete or hardly anything.</summary>
internal sealed class WhapiGenerator : IDeliveryGenerator
{
    private static readonly Gen<string> Channel = Gen.Frequency((20, TextOf("DEMO-A1")), (1, TextOf("DEMO/2")), (1, OneOf("", "null", "7")));

    private static readonly Gen<string> Errors = Gen.Frequency((1, Gen.Constant("""[{"code":500,"message":"a"}]""")), (9, OneOf("", "null", "[]")));

    /// <summary>Each event's payload member and what is in it.</summary>
    private static readonly (string EventName, string Member, Gen<string> Payload, int Weight)[] Payloads =
    [
        ("messages.post", "messages", WhapiItems.List(WhapiItems.Message), 6),
        ("messages.put", "messages", WhapiItems.List(WhapiItems.Message), 2),
        ("messages.patch", "messages_updates", WhapiItems.List(WhapiItems.MessageUpdate), 3),
        ("messages.delete", "messages_removed", WhapiItems.List(WhapiItems.MessageId), 2),
        ("messages.delete", "messages_removed_all", WhapiItems.ChatId, 1),
        ("statuses.post", "statuses", WhapiItems.List(WhapiItems.Status), 5),
        ("statuses.put", "statuses", WhapiItems.List(WhapiItems.Status), 2),
        ("chats.post", "chats", WhapiItems.List(WhapiItems.Chat), 2),
        ("chats.put", "chats", WhapiItems.List(WhapiItems.Chat), 1),
        ("chats.patch", "chats_updates", WhapiItems.List(WhapiItems.Update(WhapiItems.Chat)), 2),
        ("chats.delete", "chats_removed", WhapiItems.List(WhapiItems.ChatId), 1),
        ("contacts.post", "contacts", WhapiItems.List(WhapiItems.Contact), 2),
        ("contacts.patch", "contacts_updates", WhapiItems.List(WhapiItems.Update(WhapiItems.Contact)), 2),
        ("groups.post", "groups", WhapiItems.List(WhapiItems.Group), 2),
        ("groups.put", "groups_participants", WhapiItems.List(WhapiItems.Participants), 3),
        ("groups.patch", "groups_updates", WhapiItems.List(WhapiItems.Update(WhapiItems.Group)), 2),
        ("presences.post", "presences", WhapiItems.List(WhapiItems.Presence), 2),
        ("channel.post", "health", WhapiItems.Health, 2),
        ("channel.patch", "qr", WhapiItems.Qr, 1),
        ("users.post", "user", WhapiItems.Contact, 1),
        ("users.delete", "user", WhapiItems.Contact, 1),
        ("calls.post", "calls", WhapiItems.List(WhapiItems.Call), 2),
        ("labels.post", "labels", WhapiItems.List(WhapiItems.Label), 1),
        ("labels.delete", "labels_removed", WhapiItems.List(TextOf("1", "7")), 1),
        ("service.post", "service", OneOf("{}", """{"a":1}"""), 1),
        ("stories.post", "stories", WhapiItems.List(WhapiItems.Message), 1),
    ];

    /// <inheritdoc/>
    public IWebhookProvider Provider { get; } = new WhapiProvider(new WhapiSettings(new SharedSecrets("secret"), new SharedSecrets(null)));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventNames => [.. WhapiEvents.All];

    /// <inheritdoc/>
    public string UnknownEventName => "stories.post";

    /// <inheritdoc/>
    public IReadOnlySet<string> TellingMembers { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "type", "event", "method", "channel_id", "timestamp", "chat_id", "status", "recipient_id", "contact_id", "group_id", "target",
    };

    /// <inheritdoc/>
    public Gen<string> Body(int number) => Gen.Frequency(
        (40, Complete),
        (2, Complete.Select(body => body[..^1])),
        (1, OneOf("[]", "not JSON", "{}", """{"event":{"type":"chats","event":"post"}}""")));

    /// <summary>Now and then what the URL told, which counts where the body names no event.</summary>
    public IReadOnlyDictionary<string, string> AttributesOf(byte[] hash) => (hash[1] % 8) switch
    {
        0 => new Dictionary<string, string> { ["type"] = "messages", ["method"] = "put" },
        1 => new Dictionary<string, string> { ["type"] = "contact", ["method"] = "patch" },
        2 => new Dictionary<string, string> { ["method"] = "delete" },
        _ => Delivery.EmptyAttributes,
    };

    /// <inheritdoc/>
    public FlowReply? ReplyOf(byte[] hash) => null;

    private static Gen<string> Complete { get; } = Gen.Frequency([.. Payloads.Select(one => (one.Weight, Call(one.EventName, one.Member, one.Payload)))]);

    private static Gen<string> Call(string eventName, string member, Gen<string> payload)
    {
        var (type, method) = eventName.Split('.') is [var first, var second] ? (Quote(first), Quote(second)) : throw new ArgumentException(eventName);
        return Object(
            (member, payload),
            ("errors", Errors),
            ("event", OneOf(
                $$"""{"type":{{type}},"event":{{method}}}""", $$"""{"type":{{type}},"event":{{method}}}""", $$"""{"type":{{type}},"method":{{method}}}""",
                $$"""{"type":{{type}}}""", "")),
            ("channel_id", Channel));
    }
}
