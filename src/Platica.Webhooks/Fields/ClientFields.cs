namespace Platica.Webhooks.Fields;

/// <summary>What is known of a client.</summary>
public static class ClientFields
{
    public static readonly Field PhoneNumber = new("PhoneNumber", FieldType.Text);

    /// <inheritdoc cref="ConversationFields.PhoneDigits"/>
    public static readonly Field PhoneDigits = new("PhoneDigits", FieldType.Text);
    public static readonly Field Name = new("Name", FieldType.Text);
    public static readonly Field FirstName = new("FirstName", FieldType.Text);
    public static readonly Field LastName = new("LastName", FieldType.Text);

    /// <summary>What the person calls himself at WhatsApp; <see cref="Name"/> is what the business calls him.</summary>
    public static readonly Field ProfileName = new("ProfileName", FieldType.Text);
    public static readonly Field IsBusiness = new("IsBusiness", FieldType.Boolean);

    /// <summary>What the provider last said: <c>online</c>, <c>offline</c>, <c>typing</c> and the like.</summary>
    public static readonly Field Presence = new("Presence", FieldType.Text);
    public static readonly Field LastSeenAt = new("LastSeenAt", FieldType.Time);
    public static readonly Field Email = new("Email", FieldType.Text);

    /// <summary>As the provider writes it; Platica documents <c>dd/mm/yyyy</c>.</summary>
    public static readonly Field Birthdate = new("Birthdate", FieldType.Text);
    public static readonly Field Gender = new("Gender", FieldType.Text);
    public static readonly Field Company = new("Company", FieldType.Text);
    public static readonly Field Country = new("Country", FieldType.Text);
    public static readonly Field State = new("State", FieldType.Text);
    public static readonly Field City = new("City", FieldType.Text);
    public static readonly Field Address = new("Address", FieldType.Text);
    public static readonly Field PostalCode = new("PostalCode", FieldType.Text);
    public static readonly Field Status = new("Status", FieldType.Text);
    public static readonly Field Owners = new("Owners", FieldType.Json);
    public static readonly Field Tags = new("Tags", FieldType.Json);
    public static readonly Field CustomFields = new("CustomFields", FieldType.Map);
    public static readonly Field CreatedAt = new("CreatedAt", FieldType.Time);
    public static readonly Field UpdatedAt = new("UpdatedAt", FieldType.Time);

    /// <inheritdoc cref="ConversationFields.Extra"/>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(ClientFields));
}
