using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Models;

/// <summary>What one delivery tells about a message.</summary>
public sealed class Message(string id, FieldSet fields) : Snapshot(id, fields)
{
    /// <summary>The text.</summary>
    public Optional<string> Content => Text(MessageFields.Content);

    /// <summary><c>text</c>, and others that are not documented.</summary>
    public Optional<string> ContentType => Text(MessageFields.ContentType);

    /// <summary><c>incoming</c> or <c>outgoing</c>.</summary>
    public Optional<string> Direction => Text(MessageFields.Direction);

    /// <summary><c>user</c> or <c>assistant</c>.</summary>
    public Optional<string> Role => Text(MessageFields.Role);

    /// <summary>An open set: <c>received</c>, <c>sent</c>, <c>delivered</c>, <c>read</c> …</summary>
    public Optional<string> Status => Text(MessageFields.Status);

    /// <summary>Who wrote it.</summary>
    public Optional<string> OwnerId => Text(MessageFields.OwnerId);

    /// <summary>When it was written.</summary>
    public Optional<DateTimeOffset?> CreatedAt => Time(MessageFields.CreatedAt);

    /// <summary>Fields without a name here, as raw JSON.</summary>
    public IReadOnlyDictionary<string, string?> Extra => Map(MessageFields.Extra);

    /// <summary>
    /// What it sets of its conversation as the last message there. The four fields are one register: they are set together, at the version of the message's
    /// writing, so that a late report about an old message never becomes "the last message".
    /// </summary>
    internal FieldSet AsLast(DateTimeOffset writtenAt)
    {
        var fields = new FieldSet(capacity: 5);
        fields.Set(ConversationFields.LastMessageId, FieldValue.Text(Id));
        fields.Set(ConversationFields.LastMessageAt, FieldValue.Time(writtenAt));
        fields.Set(ConversationFields.LastMessageText, Fields.TryGet(MessageFields.Content, out var text) ? text : FieldValue.Null);
        fields.Set(ConversationFields.LastMessageDirection, Fields.TryGet(MessageFields.Direction, out var direction) ? direction : FieldValue.Null);
        return fields;
    }
}
