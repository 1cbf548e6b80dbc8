using System.Collections.Frozen;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Whapi.Cloud's events (support.whapi.cloud, "Our webhooks: tracked events"): each is a type and one of four methods, and a payload member
/// that holds its items.
/// </summary>
public static class WhapiEvents
{
    internal const string Messages = "messages";
    internal const string Statuses = "statuses";
    internal const string Chats = "chats";
    internal const string Contacts = "contacts";
    internal const string Groups = "groups";
    internal const string Presences = "presences";
    internal const string Channel = "channel";
    internal const string Users = "users";
    internal const string Calls = "calls";
    internal const string Labels = "labels";
    internal const string Service = "service";

    internal const string Post = "post";
    internal const string Put = "put";
    internal const string Patch = "patch";
    internal const string Delete = "delete";

    /// <summary>The payload members, each with the event that it has where nothing else tells it.</summary>
    private static readonly FrozenDictionary<string, (string Type, string Method)> Payloads = new Dictionary<string, (string, string)>
    {
        ["messages"] = (Messages, Post),
        ["messages_updates"] = (Messages, Patch),
        ["messages_removed"] = (Messages, Delete),
        ["messages_removed_all"] = (Messages, Delete),
        ["statuses"] = (Statuses, Post),
        ["chats"] = (Chats, Post),
        ["chats_updates"] = (Chats, Patch),
        ["chats_removed"] = (Chats, Delete),
        ["contacts"] = (Contacts, Post),
        ["contacts_updates"] = (Contacts, Patch),
        ["groups"] = (Groups, Post),
        ["groups_participants"] = (Groups, Put),
        ["groups_updates"] = (Groups, Patch),
        ["presences"] = (Presences, Post),
        ["health"] = (Channel, Post),
        ["qr"] = (Channel, Patch),
        ["user"] = (Users, Post),
        ["calls"] = (Calls, Post),
        ["labels"] = (Labels, Post),
        ["labels_removed"] = (Labels, Delete),
        ["service"] = (Service, Post),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of types that Whapi.Cloud used before, and those that its pages write in the singular.</summary>
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["message"] = Messages,
        ["ack"] = Statuses,
        ["status"] = Statuses,
        ["chat"] = Chats,
        ["contact"] = Contacts,
        ["group"] = Groups,
        ["presence"] = Presences,
        ["channels"] = Channel,
        ["user"] = Users,
        ["call"] = Calls,
        ["label"] = Labels,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The documented names, such as <c>messages.post</c>. Of <c>service</c> nothing is documented but that it exists.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "messages.post", "messages.put", "messages.patch", "messages.delete",
        "statuses.post", "statuses.put",
        "chats.post", "chats.put", "chats.patch", "chats.delete",
        "contacts.post", "contacts.patch",
        "groups.post", "groups.put", "groups.patch",
        "presences.post",
        "channel.post", "channel.patch",
        "users.post", "users.delete",
        "calls.post",
        "labels.post", "labels.delete",
        "service.post",
    ];

    /// <summary>A type in the spelling of <see cref="All"/>; one that is not known stays, in lower case.</summary>
    internal static string TypeOf(string told) => told.ToLowerInvariant() is var type && Aliases.TryGetValue(type, out var known) ? known : type;

    /// <summary>The event that a payload member has where nothing else tells it.</summary>
    internal static bool TryGetPayload(string member, out (string Type, string Method) payload) => Payloads.TryGetValue(member, out payload);

    /// <summary>Whether it is one of the four methods, in any letter case.</summary>
    internal static bool IsMethod(string told) => told.ToLowerInvariant() is Post or Put or Patch or Delete;
}
