using System.Text;
using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>
/// <c>referral.received</c>: documented to carry <c>ad_id</c>, <c>ctwa_clid</c>, the ad's context and the person's text, but not where.
/// They are taken from <c>data</c> or from an object within it; everything is kept in Context and Extra besides.
/// </summary>
internal static class PlaticaReferralReader
{
    private static readonly HashSet<string> Resources = new(["conversation", "client", "message"], StringComparer.Ordinal);

    private static readonly Dictionary<string, Field> Fields = new(StringComparer.Ordinal)
    {
        ["ad_id"] = ReferralFields.AdId,
        ["ctwa_clid"] = ReferralFields.ClickId,
        ["text"] = ReferralFields.Text,
        ["channelId"] = ReferralFields.ChannelId,
    };

    /// <summary>Reads the referral of a delivery.</summary>
    public static Referral Read(PlaticaContent content, Envelope envelope)
    {
        var fields = new FieldSet();
        fields.Set(ReferralFields.At, FieldValue.Time(envelope.Timestamp));
        var referral = JsonValues.Member(content.Data, "referral"u8);
        ReadKnown(fields, referral);
        if (referral.ValueKind == JsonValueKind.Object)
        {
            fields.Set(ReferralFields.Context, FieldValue.Json(referral.GetRawText()));
        }

        ReadData(fields, content.Data);
        fields.SetText(ReferralFields.ConversationId, content.Conversation?.Id);
        fields.SetText(ReferralFields.ClientId, content.Client?.Id);
        fields.SetText(ReferralFields.PhoneDigits, content.Digits);
        if (content.Conversation?.ChannelId.Value is { } channel && !fields.TryGet(ReferralFields.ChannelId, out _))
        {
            fields.SetText(ReferralFields.ChannelId, channel);
        }

        return new(envelope.Timestamp, fields);
    }

    private static void ReadKnown(FieldSet fields, JsonElement element)
    {
        foreach (var (name, field) in Fields)
        {
            fields.SetText(field, JsonValues.GetText(JsonValues.Member(element, Encoding.UTF8.GetBytes(name))));
        }
    }

    private static void ReadData(FieldSet fields, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        ReadKnown(fields, data);
        foreach (var member in data.EnumerateObject())
        {
            var name = JsonValues.NameOf(member);
            var kept = Resources.Contains(name)
                || (Fields.ContainsKey(name) && member.Value.ValueKind == JsonValueKind.String)
                || (name == "referral" && member.Value.ValueKind == JsonValueKind.Object);
            if (!kept && member.Value.ValueKind != JsonValueKind.Null)
            {
                fields.Set(ReferralFields.Extra, name, FieldValue.Json(member.Value.GetRawText()));
            }
        }
    }
}
