namespace Platica.Webhooks.Fields;

/// <summary>What is known of a label, by which the business sorts its conversations.</summary>
public static class LabelFields
{
    public static readonly Field Name = new("Name", FieldType.Text);
    public static readonly Field Color = new("Color", FieldType.Text);

    /// <summary>How many conversations have it, as the provider counts.</summary>
    public static readonly Field Count = new("Count", FieldType.Integer);
    public static readonly Field Deleted = new("Deleted", FieldType.Boolean);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(LabelFields));
}
