using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>Persons as the business's phone book and WhatsApp know them.</summary>
internal static class WhapiContactReader
{
    /// <summary><c>contacts.post</c>.</summary>
    public static Translation? Read(WhapiItem item) => Tell(item, WhapiAddress.Parse(item.Id), WhapiFieldMap.Contact.Read(item.Element), changed: null);

    /// <summary><c>contacts.patch</c>.</summary>
    public static Translation? ReadUpdate(WhapiItem item)
    {
        var update = new WhapiUpdate(item.Element);
        if (!update.IsTold)
        {
            return null;
        }

        var fields = WhapiFieldMap.Contact.Read(update.After);
        update.ClearGone(fields, WhapiFieldMap.Contact);
        return Tell(item, WhapiAddress.Parse(update.Id), fields, update.FieldOf(WhapiFieldMap.Contact));
    }

    /// <summary><c>presences.post</c>.</summary>
    public static Translation? ReadPresence(WhapiItem item) =>
        Tell(item, WhapiAddress.Read(item.Member("contact_id"u8)), WhapiFieldMap.Presence.Read(item.Element), ClientFields.Presence);

    private static Translation? Tell(WhapiItem item, WhapiAddress? person, FieldSet fields, Field? changed)
    {
        if (person is not { MayBePerson: true })
        {
            return null;
        }

        WhapiPerson.SetPhone(fields, ClientFields.PhoneNumber, ClientFields.PhoneDigits, person);
        var client = new Client(person.PersonId, fields);
        return new()
        {
            Changes = [new(EntityKind.Client, client.Id, item.Heard(), fields)],
            Event = new ClientUpdated(item.Facts(client: client), changed),
        };
    }
}
