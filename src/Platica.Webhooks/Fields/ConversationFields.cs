namespace Platica.Webhooks.Fields;

/// <summary>What is known of a conversation.</summary>
public static class ConversationFields
{
    /// <summary>The <see cref="Kind"/> of a conversation with one person.</summary>
    public const string ContactKind = "contact";

    public static readonly Field PublicId = new("PublicId", FieldType.Text);
    /// <summary><c>contact</c>, <c>group</c> or another word of the provider's; null where it knows only one kind.</summary>
    public static readonly Field Kind = new("Kind", FieldType.Text);
    public static readonly Field Status = new("Status", FieldType.Text);
    public static readonly Field Operation = new("Operation", FieldType.Text);
    public static readonly Field Owners = new("Owners", FieldType.Json);
    public static readonly Field Tags = new("Tags", FieldType.Json);
    public static readonly Field Topic = new("Topic", FieldType.Text);
    public static readonly Field Platform = new("Platform", FieldType.Text);
    public static readonly Field ChannelId = new("ChannelId", FieldType.Text);
    public static readonly Field ContactName = new("ContactName", FieldType.Text);
    public static readonly Field PhoneNumber = new("PhoneNumber", FieldType.Text);

    /// <summary>The phone's digits in the one spelling used for matching.</summary>
    public static readonly Field PhoneDigits = new("PhoneDigits", FieldType.Text);
    public static readonly Field ClientId = new("ClientId", FieldType.Text);

    /// <summary>Whether the 24-hour window for free messages is open.</summary>
    public static readonly Field CanSendDirectMessage = new("CanSendDirectMessage", FieldType.Boolean);

    /// <summary>The provider's count, never ours.</summary>
    public static readonly Field MessageCount = new("MessageCount", FieldType.Integer);
    public static readonly Field UnreadCount = new("UnreadCount", FieldType.Integer);
    public static readonly Field Archived = new("Archived", FieldType.Boolean);
    public static readonly Field Pinned = new("Pinned", FieldType.Boolean);
    public static readonly Field MutedUntil = new("MutedUntil", FieldType.Time);

    /// <summary>A group's own words about itself.</summary>
    public static readonly Field Description = new("Description", FieldType.Text);

    /// <summary>Of a group: each member's rank (<c>creator</c>, <c>admin</c>, <c>member</c>) by the digits of the phone, else by the id; who left is cleared.</summary>
    public static readonly Field Participants = new("Participants", FieldType.Map);
    public static readonly Field CreatedAt = new("CreatedAt", FieldType.Time);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);
    public static readonly Field Deleted = new("Deleted", FieldType.Boolean);
    public static readonly Field DeletedAt = new("DeletedAt", FieldType.Time);

    /// <summary>When all its messages of before were deleted together.</summary>
    public static readonly Field ClearedAt = new("ClearedAt", FieldType.Time);
    public static readonly Field ExpiredAt = new("ExpiredAt", FieldType.Time);

    /// <summary>The latest time at which anything is known to have happened here.</summary>
    public static readonly Field LastActivityAt = new("LastActivityAt", FieldType.Time);

    /// <summary>Set together, at the version of the message's creation.</summary>
    public static readonly Field LastMessageId = new("LastMessageId", FieldType.Text);
    public static readonly Field LastMessageAt = new("LastMessageAt", FieldType.Time);
    public static readonly Field LastMessageText = new("LastMessageText", FieldType.Text);
    public static readonly Field LastMessageDirection = new("LastMessageDirection", FieldType.Text);

    /// <summary>Everything the provider sent that has no column, or came in another type than its column's.</summary>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(ConversationFields));
}
