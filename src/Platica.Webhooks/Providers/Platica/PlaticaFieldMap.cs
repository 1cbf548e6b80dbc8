using System.Collections.Frozen;
using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Which member of a Platica snapshot is which field. Members without a field, and values of another type, go to Extra as raw JSON.</summary>
internal sealed class PlaticaFieldMap(Field extra, IReadOnlyDictionary<string, Field?> fields)
{
    /// <summary>The member that holds the id of most snapshots; it becomes the entity's key, not a field.</summary>
    private const string Id = "id";

    /// <summary>Conversation.</summary>
    public static readonly PlaticaFieldMap Conversation = new(ConversationFields.Extra, new Dictionary<string, Field?>
    {
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

    private readonly FrozenDictionary<string, Field?> _fields = fields.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields that a snapshot tells; none when it is not an object.</summary>
    public FieldSet Read(JsonElement snapshot)
    {
        var read = new FieldSet();
        if (snapshot.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in snapshot.EnumerateObject())
            {
                Read(read, JsonValues.NameOf(member), member.Value);
            }
        }

        return read;
    }

    private void Read(FieldSet read, string name, JsonElement value)
    {
        if (!_fields.TryGetValue(name, out var field) || field is null)
        {
            ReadOther(read, name, value);
        }
        else if (ReferenceEquals(field, MessageFields.OwnerId))
        {
            ReadOwner(read, name, value);
        }
        else if (field.Type == FieldType.Map)
        {
            ReadMap(read, field, name, value);
        }
        else
        {
            ReadField(read, field, name, value);
        }
    }

    /// <summary>Members that are known but no field stand elsewhere already: in the entity's key. Everything else is kept raw.</summary>
    private void ReadOther(FieldSet read, string name, JsonElement value)
    {
        var isKey = name == Id || _fields.ContainsKey(name);
        if (!isKey || (value.ValueKind != JsonValueKind.Null && JsonValues.GetNonEmptyText(value) is null))
        {
            read.Set(extra, name, Raw(value));
        }
    }

    private void ReadField(FieldSet read, Field field, string name, JsonElement value)
    {
        if (JsonValues.TryConvert(value, field.Type, out var converted))
        {
            read.Set(field, converted);
        }
        else
        {
            read.Set(extra, name, Raw(value));
        }
    }

    private void ReadMap(FieldSet read, Field field, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    read.Set(field, JsonValues.NameOf(member), Raw(member.Value));
                }

                break;
            default:
                read.Set(extra, name, Raw(value));
                break;
        }
    }

    /// <summary><c>owner</c> is an object of which only the id is documented; anything else is kept raw.</summary>
    private void ReadOwner(FieldSet read, string name, JsonElement owner)
    {
        if (owner.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var id = JsonValues.Member(owner, "id"u8);
        var ownerId = FieldValue.Null;
        var told = id.ValueKind != JsonValueKind.Undefined && JsonValues.TryConvert(id, FieldType.Text, out ownerId);
        if (told)
        {
            read.Set(MessageFields.OwnerId, ownerId);
        }

        if (!told || owner.GetPropertyCount() > 1)
        {
            read.Set(extra, name, Raw(owner));
        }
    }

    private static FieldValue Raw(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? FieldValue.Null : FieldValue.Json(value.GetRawText());
}
