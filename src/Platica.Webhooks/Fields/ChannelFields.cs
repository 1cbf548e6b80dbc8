namespace Platica.Webhooks.Fields;

/// <summary>What is known of a channel: the business's own account at WhatsApp and its link to the provider.</summary>
public static class ChannelFields
{
    /// <summary>The link's state in the provider's word, such as <c>AUTH</c> or <c>QR</c>.</summary>
    public static readonly Field Status = new("Status", FieldType.Text);
    public static readonly Field StatusCode = new("StatusCode", FieldType.Integer);

    /// <summary>Whether messages come and go; false asks for a person.</summary>
    public static readonly Field Healthy = new("Healthy", FieldType.Boolean);

    /// <summary>When the provider's session began.</summary>
    public static readonly Field StartedAt = new("StartedAt", FieldType.Time);
    public static readonly Field Version = new("Version", FieldType.Text);

    /// <summary>Whether an account is linked.</summary>
    public static readonly Field Linked = new("Linked", FieldType.Boolean);

    /// <summary>The linked account: its digits, else the provider's id.</summary>
    public static readonly Field AccountId = new("AccountId", FieldType.Text);
    public static readonly Field AccountName = new("AccountName", FieldType.Text);

    /// <summary>What became of the last code for linking. The code itself is never kept.</summary>
    public static readonly Field QrStatus = new("QrStatus", FieldType.Text);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(ChannelFields));
}
