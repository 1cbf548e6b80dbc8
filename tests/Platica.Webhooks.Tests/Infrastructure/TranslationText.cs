using System.Globalization;
using System.Text;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Tests.Infrastructure;

/// <summary>A translation as lines that a person can check: what it sets, and in which version.</summary>
internal static class TranslationText
{
    public static string Write(Translation translation)
    {
        var text = new StringBuilder(Name(translation.Event));
        foreach (var change in translation.Changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{change.Kind} {change.Id} at {Write(change.Version)}");
            Append(text, change.Fields);
        }

        if (translation.Referral is { } referral)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nReferral at {Write(referral.At)}");
            Append(text, referral.Fields);
        }

        if (translation.History is { } history)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nHistory of {history.ConversationId}: {history.Changes ?? "null"}");
        }

        return text.Append('\n').ToString();
    }

    private static string Name(WebhookEvent? received) => received switch
    {
        ConversationUpdated updated => $"{nameof(ConversationUpdated)} {updated.Changed?.Column ?? "?"}",
        ClientUpdated updated => $"{nameof(ClientUpdated)} {updated.Changed?.Column ?? "?"}",
        null => "no event",
        _ => received.GetType().Name,
    };

    private static void Append(StringBuilder text, FieldSet fields)
    {
        foreach (var (field, key, value) in fields)
        {
            var shown = value.Value switch
            {
                null => "(cleared)",
                DateTimeOffset time => Write(time),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture),
            };
            text.Append(CultureInfo.InvariantCulture, $"\n  {field.Column}{(key is null ? "" : $"[{key}]")} = {shown}");
        }
    }

    private static string Write(ChangeVersion version) =>
        $"{Write(version.UpdatedAt)}, {Write(version.Timestamp)}{(version.Rank == 0 ? "" : $", rank {version.Rank}")}";

    private static string Write(DateTimeOffset time) =>
        time == Deliveries.Arrival ? "arrival"
        : time == DateTimeOffset.UnixEpoch ? "ever"
        : time.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);
}
