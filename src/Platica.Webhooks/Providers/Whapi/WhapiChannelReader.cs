using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>The business's own account: how its link is, what became of a QR code, who is linked.</summary>
internal static class WhapiChannelReader
{
    /// <summary><c>channel.post</c>.</summary>
    public static Translation? ReadHealth(WhapiItem item)
    {
        if (item.Element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var fields = WhapiFieldMap.Health.Read(item.Element);
        if (item.Member("user"u8) is { ValueKind: JsonValueKind.Object } user)
        {
            ReadAccount(fields, user);
            fields.Set(ChannelFields.Linked, FieldValue.Boolean(true));
        }

        return Tell(item, fields);
    }

    /// <summary><c>channel.patch</c>: the code itself was taken out before.</summary>
    public static Translation? ReadQr(WhapiItem item) =>
        item.Element.ValueKind == JsonValueKind.Object ? Tell(item, WhapiFieldMap.Qr.Read(item.Element)) : null;

    /// <summary><c>users.post</c> and <c>users.delete</c>: the account was linked, or unlinked: then it does not work, and the state it had is over.</summary>
    public static Translation? ReadUser(WhapiItem item)
    {
        if (item.Element.ValueKind != JsonValueKind.Object || item.Method is not (WhapiEvents.Post or WhapiEvents.Delete))
        {
            return null;
        }

        var fields = new FieldSet();
        ReadAccount(fields, item.Element);
        fields.Set(ChannelFields.Linked, FieldValue.Boolean(item.Method == WhapiEvents.Post));
        if (item.Method == WhapiEvents.Delete)
        {
            fields.Set(ChannelFields.Healthy, FieldValue.Boolean(false));
            fields.Set(ChannelFields.Status, FieldValue.Null);
            fields.Set(ChannelFields.StatusCode, FieldValue.Null);
        }

        return Tell(item, fields);
    }

    /// <summary>Reads the state of the link, a text and a code; false when it tells no text.</summary>
    public static bool TryReadStatus(FieldSet fields, JsonElement status)
    {
        var code = JsonValues.Member(status, "code"u8);
        if (code.ValueKind != JsonValueKind.Undefined && JsonValues.TryConvert(code, FieldType.Integer, out var number))
        {
            fields.Set(ChannelFields.StatusCode, number);
        }

        if (JsonValues.GetNonEmptyText(JsonValues.Member(status, "text"u8)) is not { } text)
        {
            return false;
        }

        fields.Set(ChannelFields.Status, FieldValue.Text(text));
        if (HealthyIn(text) is { } healthy)
        {
            fields.Set(ChannelFields.Healthy, FieldValue.Boolean(healthy));
        }

        return true;
    }

    private static Translation Tell(WhapiItem item, FieldSet fields)
    {
        var version = item.Heard();
        fields.Set(ChannelFields.UpdatedAt, FieldValue.Time(version.UpdatedAt));
        return new()
        {
            Changes = [new(EntityKind.Channel, item.ChannelKey, version, fields)],
            Event = new ChannelUpdated(item.Facts(), new Channel(item.ChannelKey, fields)),
        };
    }

    /// <summary>
    /// Null for a channel that starts, and for a state that is not known: it is as healthy as it was, so that one that starts again and again to no avail does not
    /// stop working again and again.
    /// </summary>
    private static bool? HealthyIn(string status) => status switch
    {
        "AUTH" => true,
        "QR" or "ERROR" or "SYNC_ERROR" or "NOT_INIT" => false,
        _ => null,
    };

    private static void ReadAccount(FieldSet fields, JsonElement user)
    {
        fields.SetText(ChannelFields.AccountId, WhapiAddress.Read(JsonValues.Member(user, "id"u8))?.PersonId);
        fields.SetText(
            ChannelFields.AccountName,
            JsonValues.GetNonEmptyText(JsonValues.Member(user, "name"u8)) ?? JsonValues.GetNonEmptyText(JsonValues.Member(user, "pushname"u8)));
    }
}
