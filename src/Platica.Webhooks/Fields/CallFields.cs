namespace Platica.Webhooks.Fields;

/// <summary>What is known of a call by voice or video.</summary>
public static class CallFields
{
    /// <summary>In the provider's word, such as <c>ringing</c> or <c>missed</c>.</summary>
    public static readonly Field Status = new("Status", FieldType.Text);

    /// <inheritdoc cref="MessageFields.StatusTimes"/>
    public static readonly Field StatusTimes = new("StatusTimes", FieldType.Map, FieldMerge.Earliest);
    public static readonly Field ConversationId = new("ConversationId", FieldType.Text);

    /// <summary>Who called: the client's id.</summary>
    public static readonly Field ClientId = new("ClientId", FieldType.Text);

    /// <inheritdoc cref="ConversationFields.PhoneDigits"/>
    public static readonly Field PhoneDigits = new("PhoneDigits", FieldType.Text);

    /// <summary><c>incoming</c> or <c>outgoing</c>.</summary>
    public static readonly Field Direction = new("Direction", FieldType.Text);
    public static readonly Field IsGroup = new("IsGroup", FieldType.Boolean);
    public static readonly Field IsVideo = new("IsVideo", FieldType.Boolean);

    /// <summary>The first time that was told of it.</summary>
    public static readonly Field CreatedAt = new("CreatedAt", FieldType.Time, FieldMerge.Earliest);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(CallFields));
}
