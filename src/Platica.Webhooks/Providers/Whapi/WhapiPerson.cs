using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>A person whom a delivery names.</summary>
internal static class WhapiPerson
{
    /// <summary>What an address alone tells of a client.</summary>
    public static FieldSet FieldsOf(WhapiAddress person)
    {
        var fields = new FieldSet();
        SetPhone(fields, ClientFields.PhoneNumber, ClientFields.PhoneDigits, person);
        return fields;
    }

    /// <summary>Sets the phone number, as sent and in the spelling for matching, where the address is one.</summary>
    public static void SetPhone(FieldSet fields, Field number, Field digits, WhapiAddress person)
    {
        fields.SetText(number, person.Phone);
        fields.SetText(digits, PhoneDigits.Of(person.Phone));
    }
}
