using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Models;

/// <summary>What one delivery tells about a conversation.</summary>
public sealed class Conversation(string id, FieldSet fields) : Snapshot(id, fields)
{
    /// <summary>The provider's public id: a hash or the customer's phone; several conversations can share it.</summary>
    public Optional<string> PublicId => Text(ConversationFields.PublicId);

    /// <summary>An open set: <c>active</c>, <c>open</c>, <c>finished</c>, <c>spam</c>, <c>expired</c> …</summary>
    public Optional<string> Status => Text(ConversationFields.Status);

    /// <summary>An open set: <c>automatic</c>, <c>assistance</c> …</summary>
    public Optional<string> Operation => Text(ConversationFields.Operation);

    /// <summary>The owners' e-mails.</summary>
    public Optional<IReadOnlyList<string>> Owners => Texts(ConversationFields.Owners);

    /// <summary>The tags' names.</summary>
    public Optional<IReadOnlyList<string>> Tags => Texts(ConversationFields.Tags);

    /// <summary>The name the conversation shows.</summary>
    public Optional<string> ContactName => Text(ConversationFields.ContactName);

    /// <summary>As sent: with or without <c>+</c>.</summary>
    public Optional<string> PhoneNumber => Text(ConversationFields.PhoneNumber);

    /// <summary><c>whatsapp</c>, <c>instagram</c> …</summary>
    public Optional<string> Platform => Text(ConversationFields.Platform);

    /// <summary>The channel it runs over.</summary>
    public Optional<string> ChannelId => Text(ConversationFields.ChannelId);

    /// <summary>Whether the 24-hour window is open.</summary>
    public Optional<bool?> CanSendDirectMessage => Flag(ConversationFields.CanSendDirectMessage);

    /// <summary>The provider's count of messages.</summary>
    public Optional<long?> MessageCount => Integer(ConversationFields.MessageCount);

    /// <summary>When it began.</summary>
    public Optional<DateTimeOffset?> CreatedAt => Time(ConversationFields.CreatedAt);

    /// <summary>Fields without a name here, as raw JSON.</summary>
    public IReadOnlyDictionary<string, string?> Extra => Map(ConversationFields.Extra);
}
