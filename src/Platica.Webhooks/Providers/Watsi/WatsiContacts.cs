using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>Reads what Watsi tells of contacts, which are clients here. Only what is told changes: an update may come without the phone.</summary>
internal static class WatsiContacts
{
    /// <summary><c>contact.created</c> and <c>contact.updated</c>.</summary>
    public static WatsiContent Read(WatsiData data, Envelope envelope)
    {
        var fields = new FieldSet();
        var id = data.TakeSubjectId();
        data.Take("name", ClientFields.Name, fields);
        data.Take("email", ClientFields.Email, fields);
        var digits = ReadPhone(data, fields);
        if (envelope.EventName == WatsiEvents.ContactCreated)
        {
            fields.Set(ClientFields.CreatedAt, FieldValue.Time(envelope.Timestamp));
        }

        fields.Set(ClientFields.UpdatedAt, FieldValue.Time(envelope.Timestamp));
        data.TakeRest(ClientFields.Extra, fields);
        var client = new Client(id ?? $"~{digits ?? envelope.EventId}", fields);
        return new() { Client = client, Changes = [WatsiContent.ChangeOf(EntityKind.Client, client, envelope)] };
    }

    /// <summary>The digits follow the number: one that is cleared clears them, and one that is no number too.</summary>
    private static string? ReadPhone(WatsiData data, FieldSet fields)
    {
        if (!data.TryTake("phone", FieldType.Text, out var phone))
        {
            return null;
        }

        var digits = PhoneDigits.Of(phone.Value as string);
        fields.Set(ClientFields.PhoneNumber, phone);
        fields.Set(ClientFields.PhoneDigits, digits is null ? FieldValue.Null : FieldValue.Text(digits));
        return digits;
    }
}
