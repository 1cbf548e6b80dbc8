using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>The ad from which a person wrote (whapi.cloud, "Track Click to WhatsApp"). A message without <c>context.ad</c> came by itself.</summary>
internal static class WhapiReferralReader
{
    /// <summary>The referral of a message; null when there is none.</summary>
    public static Referral? Read(WhapiMessage message, WhapiItem item)
    {
        var ad = JsonValues.Member(message.Context, "ad"u8);
        if (!message.IsIncoming || ad.ValueKind != JsonValueKind.Object || ad.GetPropertyCount() == 0)
        {
            return null;
        }

        var at = message.WrittenAt ?? item.HeardAt;
        var fields = new FieldSet();
        fields.Set(ReferralFields.At, FieldValue.Time(at));
        fields.SetText(ReferralFields.AdId, AdIdOf(JsonValues.Member(ad, "source"u8)));
        fields.SetText(ReferralFields.ClickId, JsonValues.GetNonEmptyText(JsonValues.Member(ad, "ctwa"u8)));
        fields.SetText(ReferralFields.Text, message.Message.Content.Value);
        fields.SetText(ReferralFields.ChannelId, item.ChannelId);
        fields.SetText(ReferralFields.ConversationId, message.Conversation?.Id);
        fields.SetText(ReferralFields.ClientId, message.Client?.Id);
        fields.SetText(ReferralFields.PhoneDigits, message.Message.Fields.TryGetText(MessageFields.PhoneDigits, out var digits) ? digits : null);
        fields.Set(ReferralFields.Context, WhapiJson.Value(ad));
        var conversion = JsonValues.Member(message.Context, "conversion"u8);
        if (conversion.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            fields.Set(ReferralFields.Extra, "conversion", WhapiJson.Value(conversion));
        }

        return new(at, fields);
    }

    /// <summary>A source can be a post as well.</summary>
    private static string? AdIdOf(JsonElement source) =>
        JsonValues.GetNonEmptyText(JsonValues.Member(source, "type"u8)) is null or "ad" ? JsonValues.GetNonEmptyText(JsonValues.Member(source, "id"u8)) : null;
}
