using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Models;

/// <summary>What one delivery tells about a client.</summary>
public sealed class Client(string id, FieldSet fields) : Snapshot(id, fields)
{
    /// <summary>As sent: with or without <c>+</c>.</summary>
    public Optional<string> PhoneNumber => Text(ClientFields.PhoneNumber);

    /// <summary>The full name.</summary>
    public Optional<string> Name => Text(ClientFields.Name);

    /// <summary>The given name.</summary>
    public Optional<string> FirstName => Text(ClientFields.FirstName);

    /// <summary>The family name.</summary>
    public Optional<string> LastName => Text(ClientFields.LastName);

    /// <summary>The e-mail address.</summary>
    public Optional<string> Email => Text(ClientFields.Email);

    /// <summary>The company.</summary>
    public Optional<string> Company => Text(ClientFields.Company);

    /// <summary>The owners' e-mails.</summary>
    public Optional<IReadOnlyList<string>> Owners => Texts(ClientFields.Owners);

    /// <summary>The tags' names.</summary>
    public Optional<IReadOnlyList<string>> Tags => Texts(ClientFields.Tags);

    /// <summary>The business's own fields: slug → raw JSON (text, number, list or null).</summary>
    public IReadOnlyDictionary<string, string?> CustomFields => Map(ClientFields.CustomFields);

    /// <summary>Fields without a name here, as raw JSON.</summary>
    public IReadOnlyDictionary<string, string?> Extra => Map(ClientFields.Extra);
}
