using Platica.Webhooks;
using static Platica.Processing.Tests.Erasure.WhapiGroup;

namespace Platica.Processing.Tests.Erasure;

/// <summary>A person at Whapi.Cloud, who writes, reacts, reads, calls and is named by others; every text of theirs holds <see cref="Mark"/>.</summary>
internal sealed class GeneratedMember(int number)
{
    private static readonly string[] Text = ["text"];

    private static readonly string[] Participants = ["participants"];

    private int _messages;

    /// <summary>In everything that is theirs alone.</summary>
    public string Mark { get; } = $"wq{number}xk";

    /// <summary>Their id, which is their phone as WhatsApp writes it.</summary>
    public string Id { get; } = $"521560000{number:D4}";

    /// <summary>Everything to search for.</summary>
    public IReadOnlyList<string> Texts => [Mark, Id, $"52560000{number:D4}"];

    /// <summary>Something that they do, or that is told of them alone.</summary>
    public Delivery Own(Random random, string id, int minute, string othersMessage) => random.Next(10) switch
    {
        0 => Alone(minute, NextMessage(), Id, $"Hola {Mark}"),
        1 => Alone(minute, NextMessage(), Id, $"Respuesta {Mark}", isOwn: true),
        2 => InGroup(minute, NextMessage(), Id, $"En el grupo {Mark}"),
        3 => Reaction(minute, $"r_{id}", Id, othersMessage, random.Next(3) == 0 ? "" : "👍"),
        4 => Seen(minute, othersMessage, Id, random.Next(2) == 0 ? "delivered" : "read"),
        5 => Call(minute, $"call_{number}_{random.Next(3)}", Id, random.Next(2) == 0 ? "ringing" : "missed"),
        6 => Presence(minute, Id),
        7 => Event("contacts", "post", "contacts", minute, new { id = Id, name = $"Nombre {Mark}", pushname = Mark }),
        8 => Event("chats", "post", "chats", minute, new { id = AddressOf(Id), type = "contact", name = Mark, unread = random.Next(5) }),
        _ => Event("messages", "put", "messages", minute, MessageOf(minute, LastMessage(), Id, Group, $"Corregido {Mark}", null)),
    };

    /// <summary>Something that they do in which another is named.</summary>
    public Delivery Naming(Random random, GeneratedMember other, int minute) => random.Next(5) switch
    {
        0 => InGroup(minute, NextMessage(), Id, $"@{other.Id} mira {Mark}", new { mentions = new[] { other.Id } }),
        1 => InGroup(minute, NextMessage(), Id, Mark, new { quoted_id = "m_quoted", quoted_author = AddressOf(other.Id), quoted_content = new { body = other.Mark } }),
        2 => Event("messages", "put", "messages", minute, MessageOf(minute, LastMessage(), Id, Group, $"@{other.Id} {Mark}", null)),
        3 => Event("messages", "patch", "messages_updates", minute, new
        {
            id = LastMessage(),
            trigger = MessageOf(minute, $"t_{minute}", other.Id, Group, $"Comentario de {other.Mark}", null),
            after_update = MessageOf(minute, LastMessage(), Id, Group, $"Comentado {Mark}", null),
        }),
        _ => Event("messages", "patch", "messages_updates", minute, new
        {
            id = LastMessage(),
            before_update = MessageOf(minute, LastMessage(), Id, Group, $"@{other.Id}", null),
            after_update = MessageOf(minute, LastMessage(), Id, Group, $"{Mark} {Mark}", new { mentions = new[] { other.Id } }),
            changes = Text,
        }),
    };

    /// <summary>Something that is told of the group, in which its members are named.</summary>
    public static Delivery OfGroup(Random random, IReadOnlyList<GeneratedMember> members, int minute) => random.Next(5) switch
    {
        0 => Members(minute, $"Equipo {minute}", [.. members.Select(member => member.Id)]),
        1 => Joined(minute, random.Next(2) == 0 ? "add" : "remove", [.. members.Take(1 + random.Next(members.Count)).Select(member => member.Id)]),
        2 => Event("chats", "post", "chats", minute, new
        {
            id = Group,
            type = "group",
            name = $"Equipo {minute}",
            last_message = MessageOf(minute, members[0].NextMessage(), members[0].Id, Group, $"El último de {members[0].Mark}", null),
        }),
        3 => Event("groups", "patch", "groups_updates", minute, new
        {
            before_update = new { id = Group, type = "group", participants = members.Select(member => new { id = member.Id, rank = "member" }) },
            after_update = new { id = Group, type = "group", participants = members.Skip(1).Select(member => new { id = member.Id, rank = "member" }) },
            changes = Participants,
        }),
        _ => OwnInGroup(minute, $"m_own_{random.Next(4)}", $"Buenos días a @{members[0].Id}"),
    };

    /// <summary>A message of theirs; the first one, where there is none yet.</summary>
    public string LastMessage() => $"wm{number}_{Math.Max(0, _messages - 1)}";

    private string NextMessage() => $"wm{number}_{_messages++}";
}
