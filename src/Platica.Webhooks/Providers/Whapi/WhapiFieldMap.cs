using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>Which member of a Whapi.Cloud object is which field. Those without a column are kept in Extra.</summary>
internal sealed class WhapiFieldMap(Field extra, IReadOnlyDictionary<string, Field?> members) : JsonFieldMap(extra, members)
{
    /// <summary>A chat, and a group, which is a chat with members. Who made it is among them.</summary>
    public static readonly WhapiFieldMap Chat = new(ConversationFields.Extra, new Dictionary<string, Field?>
    {
        ["id"] = null,
        ["last_message"] = null,
        ["created_by"] = null,
        ["name_owner"] = null,
        ["description_owner"] = null,
        ["type"] = ConversationFields.Kind,
        ["name"] = ConversationFields.ContactName,
        ["pin"] = ConversationFields.Pinned,
        ["archive"] = ConversationFields.Archived,
        ["unread"] = ConversationFields.UnreadCount,
        ["mute_until"] = ConversationFields.MutedUntil,
        ["labels"] = ConversationFields.Tags,
        ["description"] = ConversationFields.Description,
        ["created_at"] = ConversationFields.CreatedAt,
        ["participants"] = ConversationFields.Participants,
    });

    /// <summary>A message, but for what it says (<see cref="WhapiMessageContent"/>) and who wrote it to whom.</summary>
    public static readonly WhapiFieldMap Message = new(MessageFields.Extra, new Dictionary<string, Field?>(
        WhapiMessageContent.Names.Select(name => KeyValuePair.Create(name, (Field?)null)))
    {
        ["id"] = null,
        ["chat_id"] = null,
        ["chat_name"] = null,
        ["from"] = null,
        ["from_me"] = null,
        ["from_name"] = null,
        ["status"] = null,
        ["timestamp"] = null,
        ["context"] = null,
        ["type"] = MessageFields.ContentType,
        ["source"] = MessageFields.Source,
    });

    /// <summary>A status of a message, but for the status itself.</summary>
    public static readonly WhapiFieldMap Status = new(MessageFields.Extra, new Dictionary<string, Field?>
    {
        ["id"] = null,
        ["code"] = null,
        ["status"] = null,
        ["recipient_id"] = null,
        ["viewer_id"] = null,
        ["timestamp"] = null,
    });

    /// <summary>A contact.</summary>
    public static readonly WhapiFieldMap Contact = new(ClientFields.Extra, new Dictionary<string, Field?>
    {
        ["id"] = null,
        ["name"] = ClientFields.Name,
        ["pushname"] = ClientFields.ProfileName,
        ["is_business"] = ClientFields.IsBusiness,
    });

    /// <summary>Whether somebody is online, writing, and so on.</summary>
    public static readonly WhapiFieldMap Presence = new(ClientFields.Extra, new Dictionary<string, Field?>
    {
        ["contact_id"] = null,
        ["status"] = ClientFields.Presence,
        ["last_seen"] = ClientFields.LastSeenAt,
    });

    /// <summary>A channel's health.</summary>
    public static readonly WhapiFieldMap Health = new(ChannelFields.Extra, new Dictionary<string, Field?>
    {
        ["channel_id"] = null,
        ["user"] = null,
        ["status"] = ChannelFields.Status,
        ["start_at"] = ChannelFields.StartedAt,
        ["version"] = ChannelFields.Version,
    });

    /// <summary>What became of a QR code; the code lets anyone link the account, and is kept nowhere.</summary>
    public static readonly WhapiFieldMap Qr = new(ChannelFields.Extra, new Dictionary<string, Field?>
    {
        ["base64"] = null,
        ["rowdata"] = null,
        ["status"] = ChannelFields.QrStatus,
    });

    /// <summary>A call.</summary>
    public static readonly WhapiFieldMap Call = new(CallFields.Extra, new Dictionary<string, Field?>
    {
        ["id"] = null,
        ["chat_id"] = null,
        ["from"] = null,
        ["status"] = null,
        ["timestamp"] = null,
        ["group_call"] = CallFields.IsGroup,
        ["video_call"] = CallFields.IsVideo,
    });

    /// <summary>A label.</summary>
    public static readonly WhapiFieldMap Label = new(LabelFields.Extra, new Dictionary<string, Field?>
    {
        ["id"] = null,
        ["name"] = LabelFields.Name,
        ["color"] = LabelFields.Color,
        ["count"] = LabelFields.Count,
    });

    /// <inheritdoc/>
    protected override void ReadField(FieldSet read, Field field, string name, JsonElement value)
    {
        Func<FieldSet, JsonElement, bool>? tryRead =
            ReferenceEquals(field, ConversationFields.Participants) ? WhapiParticipants.TryRead
            : ReferenceEquals(field, ConversationFields.Tags) ? TryReadLabels
            : ReferenceEquals(field, ChannelFields.Status) ? WhapiChannelReader.TryReadStatus
            : null;
        if (tryRead is null || value.ValueKind == JsonValueKind.Null)
        {
            base.ReadField(read, field, name, value);
        }
        else if (!tryRead(read, value))
        {
            Keep(read, name, value);
        }
    }

    /// <summary>Each reader reads its own; what it cannot read is kept.</summary>
    protected override void ReadElsewhere(FieldSet read, string name, JsonElement value)
    {
        var isRead = name switch
        {
            "id" or "chat_id" or "chat_name" or "from" or "from_name" or "status" or "recipient_id" or "viewer_id" or "contact_id" =>
                JsonValues.GetText(value) is not null,
            "from_me" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "code" => value.ValueKind == JsonValueKind.Number,
            "timestamp" => UnixTime.Read(value) is not null,
            _ => true,
        };
        if (!isRead && value.ValueKind != JsonValueKind.Null)
        {
            Keep(read, name, value);
        }
    }

    /// <inheritdoc/>
    protected override bool TryConvert(JsonElement value, FieldType type, out FieldValue converted)
    {
        if (type != FieldType.Time || value.ValueKind == JsonValueKind.Null)
        {
            return base.TryConvert(value, type, out converted);
        }

        var time = UnixTime.Read(value);
        converted = time is { } told ? FieldValue.Time(told) : FieldValue.Null;
        return time is not null || (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number == 0);
    }

    /// <inheritdoc/>
    protected override FieldValue Raw(JsonElement value) => WhapiJson.Value(value);

    /// <summary>A conversation shows its labels' names, as it does the tags of other providers.</summary>
    private static bool TryReadLabels(FieldSet read, JsonElement labels)
    {
        if (labels.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var names = labels.EnumerateArray()
            .Select(label => JsonValues.GetNonEmptyText(JsonValues.Member(label, "name"u8)) ?? JsonValues.GetNonEmptyText(JsonValues.Member(label, "id"u8)))
            .ToList();
        if (names.Contains(null))
        {
            return false;
        }

        read.Set(ConversationFields.Tags, WhapiJson.Texts(names!));
        return true;
    }
}
