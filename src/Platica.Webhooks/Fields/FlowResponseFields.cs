namespace Platica.Webhooks.Fields;

/// <summary>What is known of one person's way through one Flow: the Flow, and how far they came.</summary>
public static class FlowResponseFields
{
    public static readonly Field FlowId = new("FlowId", FieldType.Text);
    public static readonly Field FlowName = new("FlowName", FieldType.Text);
    public static readonly Field WabaId = new("WabaId", FieldType.Text);
    public static readonly Field FlowStatus = new("FlowStatus", FieldType.Text);
    public static readonly Field Categories = new("Categories", FieldType.Json);
    public static readonly Field DataApiVersion = new("DataApiVersion", FieldType.Text);
    public static readonly Field EndpointUri = new("EndpointUri", FieldType.Text);
    public static readonly Field JsonVersion = new("JsonVersion", FieldType.Text);
    public static readonly Field FlowCreatedAt = new("FlowCreatedAt", FieldType.Time);
    public static readonly Field FlowUpdatedAt = new("FlowUpdatedAt", FieldType.Time);
    public static readonly Field FlowSyncedAt = new("FlowSyncedAt", FieldType.Time);

    /// <summary>An open set; <c>IN_PROGRESS</c> is documented.</summary>
    public static readonly Field Status = new("Status", FieldType.Text);
    public static readonly Field SentAt = new("SentAt", FieldType.Time);
    public static readonly Field OpenedAt = new("OpenedAt", FieldType.Time);
    public static readonly Field LastActivityAt = new("LastActivityAt", FieldType.Time);
    public static readonly Field CompletedAt = new("CompletedAt", FieldType.Time);
    public static readonly Field ExpiresAt = new("ExpiresAt", FieldType.Time);
    public static readonly Field ClientId = new("ClientId", FieldType.Text);
    public static readonly Field ConversationId = new("ConversationId", FieldType.Text);
    public static readonly Field MessageId = new("MessageId", FieldType.Text);
    public static readonly Field CampaignId = new("CampaignId", FieldType.Text);
    public static readonly Field AgentId = new("AgentId", FieldType.Text);
    public static readonly Field ChannelId = new("ChannelId", FieldType.Text);

    /// <summary>What the provider tells of the Flow that has no column, or came in another type than its column's.</summary>
    public static readonly Field FlowExtra = new("FlowExtra", FieldType.Map);

    /// <summary>The same of the response.</summary>
    public static readonly Field Extra = new("Extra", FieldType.Map);

    /// <summary>All of them, by column.</summary>
    public static readonly FieldCatalog All = FieldCatalog.Of(typeof(FlowResponseFields));
}
