using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Models;

/// <summary>What one delivery tells about a channel: the business's own account and its link to the provider.</summary>
public sealed class Channel(string id, FieldSet fields) : Snapshot(id, fields)
{
    /// <summary>The link's state in the provider's word, such as <c>AUTH</c> or <c>QR</c>.</summary>
    public Optional<string> Status => Text(ChannelFields.Status);

    /// <summary>Whether messages come and go; false asks for a person.</summary>
    public Optional<bool?> Healthy => Flag(ChannelFields.Healthy);

    /// <summary>Whether an account is linked.</summary>
    public Optional<bool?> Linked => Flag(ChannelFields.Linked);

    /// <summary>The linked account: its digits, else the provider's id.</summary>
    public Optional<string> AccountId => Text(ChannelFields.AccountId);

    /// <summary>What became of the last code for linking.</summary>
    public Optional<string> QrStatus => Text(ChannelFields.QrStatus);

    /// <summary>Fields without a name here, as raw JSON.</summary>
    public IReadOnlyDictionary<string, string?> Extra => Map(ChannelFields.Extra);
}
