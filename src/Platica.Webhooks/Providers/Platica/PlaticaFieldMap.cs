using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Which member of a Platica snapshot is which field.</summary>
internal sealed class PlaticaFieldMap(Field extra, IReadOnlyDictionary<string, Field?> members) : JsonFieldMap(extra, members)
{
    /// <summary>The member that holds the id of most snapshots; it becomes the entity's key, not a field.</summary>
    private const string Id = "id";

    /// <summary>Conversation.</summary>
    public static readonly PlaticaFieldMap Conversation = new(ConversationFields.Extra, new Dictionary<string, Field?>
    {
        [Id] = null,
        ["conversationId"] = ConversationFields.PublicId,
        ["canSendDirectMessage"] = ConversationFields.CanSendDirectMessage,
        ["workspaceId"] = null,
        ["channelId"] = ConversationFields.ChannelId,
        ["contactName"] = ConversationFields.ContactName,
        ["phoneNumber"] = ConversationFields.PhoneNumber,
        ["topic"] = ConversationFields.Topic,
        ["platform"] = ConversationFields.Platform,
        ["owners"] = ConversationFields.Owners,
        ["tags"] = ConversationFields.Tags,
        ["creationDate"] = ConversationFields.CreatedAt,
        ["lastUpdate"] = ConversationFields.UpdatedAt,
        ["status"] = ConversationFields.Status,
        ["operation"] = ConversationFields.Operation,
        ["messageCount"] = ConversationFields.MessageCount,
    });

    /// <summary>Message.</summary>
    public static readonly PlaticaFieldMap Message = new(MessageFields.Extra, new Dictionary<string, Field?>
    {
        [Id] = null,
        ["content"] = MessageFields.Content,
        ["contentType"] = MessageFields.ContentType,
        ["direction"] = MessageFields.Direction,
        ["role"] = MessageFields.Role,
        ["status"] = MessageFields.Status,
        ["owner"] = MessageFields.OwnerId,
        ["files"] = MessageFields.Files,
        ["images"] = MessageFields.Images,
        ["creationDate"] = MessageFields.CreatedAt,
        ["lastUpdate"] = MessageFields.UpdatedAt,
    });

    /// <summary>Client.</summary>
    public static readonly PlaticaFieldMap Client = new(ClientFields.Extra, new Dictionary<string, Field?>
    {
        [Id] = null,
        ["phoneNumber"] = ClientFields.PhoneNumber,
        ["name"] = ClientFields.Name,
        ["firstname"] = ClientFields.FirstName,
        ["lastname"] = ClientFields.LastName,
        ["email"] = ClientFields.Email,
        ["birthdate"] = ClientFields.Birthdate,
        ["gender"] = ClientFields.Gender,
        ["company"] = ClientFields.Company,
        ["country"] = ClientFields.Country,
        ["state"] = ClientFields.State,
        ["city"] = ClientFields.City,
        ["address"] = ClientFields.Address,
        ["postalCode"] = ClientFields.PostalCode,
        ["status"] = ClientFields.Status,
        ["owners"] = ClientFields.Owners,
        ["tags"] = ClientFields.Tags,
        ["customFields"] = ClientFields.CustomFields,
        ["creationDate"] = ClientFields.CreatedAt,
        ["lastUpdate"] = ClientFields.UpdatedAt,
    });

    /// <summary>The Flow of an exchange; its id is a field like the others.</summary>
    public static readonly PlaticaFieldMap Flow = new(FlowResponseFields.FlowExtra, new Dictionary<string, Field?>
    {
        ["id"] = FlowResponseFields.FlowId,
        ["wabaId"] = FlowResponseFields.WabaId,
        ["name"] = FlowResponseFields.FlowName,
        ["status"] = FlowResponseFields.FlowStatus,
        ["categories"] = FlowResponseFields.Categories,
        ["dataApiVersion"] = FlowResponseFields.DataApiVersion,
        ["endpointUri"] = FlowResponseFields.EndpointUri,
        ["jsonVersion"] = FlowResponseFields.JsonVersion,
        ["creationDate"] = FlowResponseFields.FlowCreatedAt,
        ["lastUpdate"] = FlowResponseFields.FlowUpdatedAt,
        ["lastSyncAt"] = FlowResponseFields.FlowSyncedAt,
    });

    /// <summary>A person's way through a Flow; the token is the entity's key.</summary>
    public static readonly PlaticaFieldMap FlowResponse = new(FlowResponseFields.Extra, new Dictionary<string, Field?>
    {
        [Id] = null,
        ["flowToken"] = null,
        ["status"] = FlowResponseFields.Status,
        ["sentAt"] = FlowResponseFields.SentAt,
        ["openedAt"] = FlowResponseFields.OpenedAt,
        ["lastActivityAt"] = FlowResponseFields.LastActivityAt,
        ["completedAt"] = FlowResponseFields.CompletedAt,
        ["expiresAt"] = FlowResponseFields.ExpiresAt,
        ["clientId"] = FlowResponseFields.ClientId,
        ["conversationId"] = FlowResponseFields.ConversationId,
        ["messageId"] = FlowResponseFields.MessageId,
        ["campaignId"] = FlowResponseFields.CampaignId,
        ["agentId"] = FlowResponseFields.AgentId,
        ["channelId"] = FlowResponseFields.ChannelId,
    });

    /// <summary><c>owner</c> is an object of which only the id is documented; anything else is kept raw.</summary>
    protected override void ReadField(FieldSet read, Field field, string name, JsonElement value)
    {
        if (!ReferenceEquals(field, MessageFields.OwnerId))
        {
            base.ReadField(read, field, name, value);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            ReadOwner(read, name, value);
        }
    }

    private void ReadOwner(FieldSet read, string name, JsonElement owner)
    {
        var id = JsonValues.Member(owner, "id"u8);
        var ownerId = FieldValue.Null;
        var told = id.ValueKind != JsonValueKind.Undefined && JsonValues.TryConvert(id, FieldType.Text, out ownerId);
        if (told)
        {
            read.Set(MessageFields.OwnerId, ownerId);
        }

        if (!told || owner.GetPropertyCount() > 1)
        {
            Keep(read, name, owner);
        }
    }
}
