namespace Platica.Webhooks.Fields;

/// <summary>What an ad referral tells. Written once, never merged.</summary>
public static class ReferralFields
{
    /// <summary>When.</summary>
    public static readonly Field At = new("At", FieldType.Time);
    public static readonly Field AdId = new("AdId", FieldType.Text);

    /// <summary>Meta's click id (<c>ctwa_clid</c>).</summary>
    public static readonly Field ClickId = new("ClickId", FieldType.Text);

    /// <summary>What the person sent.</summary>
    public static readonly Field Text = new("Text", FieldType.Text);

    /// <summary>The ad's own description: headline, source, media.</summary>
    public static readonly Field Context = new("Context", FieldType.Json);
    public static readonly Field ChannelId = new("ChannelId", FieldType.Text);
    public static readonly Field PhoneDigits = new("PhoneDigits", FieldType.Text);
    public static readonly Field ConversationId = new("ConversationId", FieldType.Text);
    public static readonly Field ClientId = new("ClientId", FieldType.Text);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(ReferralFields));
}
