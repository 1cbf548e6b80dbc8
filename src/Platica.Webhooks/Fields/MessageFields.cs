namespace Platica.Webhooks.Fields;

/// <summary>What is known of a message.</summary>
public static class MessageFields
{
    /// <summary>The <see cref="Direction"/> of what the business was written.</summary>
    public const string Incoming = "incoming";

    /// <summary>The <see cref="Direction"/> of what the business wrote.</summary>
    public const string Outgoing = "outgoing";

    public static readonly Field Content = new("Content", FieldType.Text);
    public static readonly Field ContentType = new("ContentType", FieldType.Text);

    /// <summary><see cref="Incoming"/> or <see cref="Outgoing"/>.</summary>
    public static readonly Field Direction = new("Direction", FieldType.Text);
    public static readonly Field Role = new("Role", FieldType.Text);
    public static readonly Field Status = new("Status", FieldType.Text);

    /// <summary>For each status, when it was first reported.</summary>
    public static readonly Field StatusTimes = new("StatusTimes", FieldType.Map, FieldMerge.Earliest);

    /// <summary>
    /// What became of it at each recipient, by the digits of the phone, else by the id: <c>{"status":"read","at":"2026-05-10T15:01:30.0000000Z"}</c>, the latest.
    /// </summary>
    public static readonly Field Recipients = new("Recipients", FieldType.Map);

    /// <summary>Who wrote it, where a conversation has several members: digits, else the provider's id.</summary>
    public static readonly Field SenderId = new("SenderId", FieldType.Text);
    public static readonly Field SenderName = new("SenderName", FieldType.Text);

    /// <summary>By what it was sent, as the provider says: <c>mobile</c>, <c>web</c>, <c>api</c>.</summary>
    public static readonly Field Source = new("Source", FieldType.Text);

    /// <summary>The message that it answers.</summary>
    public static readonly Field QuotedMessageId = new("QuotedMessageId", FieldType.Text);

    /// <summary>The latest reaction of each person, by digits, else by id; one that was taken back is cleared.</summary>
    public static readonly Field Reactions = new("Reactions", FieldType.Map);
    public static readonly Field EditedAt = new("EditedAt", FieldType.Time);
    public static readonly Field OwnerId = new("OwnerId", FieldType.Text);
    public static readonly Field Files = new("Files", FieldType.Json);
    public static readonly Field Images = new("Images", FieldType.Json);
    public static readonly Field ConversationId = new("ConversationId", FieldType.Text);
    public static readonly Field ClientId = new("ClientId", FieldType.Text);
    public static readonly Field PhoneDigits = new("PhoneDigits", FieldType.Text);
    public static readonly Field CreatedAt = new("CreatedAt", FieldType.Time);

    /// <summary>
    /// Where the message stands in the timeline: conversation and time, always set together by one delivery that tells both, so that
    /// exactly one timeline row is the right one.
    /// </summary>
    public static readonly Field PlacedIn = new("PlacedIn", FieldType.Text);

    /// <inheritdoc cref="PlacedIn"/>
    public static readonly Field PlacedAt = new("PlacedAt", FieldType.Time);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);
    public static readonly Field Deleted = new("Deleted", FieldType.Boolean);
    public static readonly Field DeletedAt = new("DeletedAt", FieldType.Time);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(MessageFields));
}
