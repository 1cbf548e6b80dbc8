using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What becomes of a message. Neither order nor number of the reports is promised and the clock is one of whole seconds, so a status only
/// moves forward, whenever it is told.
/// </summary>
internal static class WhapiStatuses
{
    /// <summary>A message that its writer took back.</summary>
    public const string Deleted = "deleted";

    /// <summary>In their order; the last two are final.</summary>
    private static readonly string[] Forward = ["pending", "sent", "delivered", "read", "played", "failed", Deleted];

    /// <summary>Larger is later; 0 for one that is not known, which any known one replaces.</summary>
    public static int RankOf(string status) => Array.IndexOf(Forward, status) + 1;

    /// <summary>Whether a new message can have it from the beginning.</summary>
    public static bool IsFirst(string status) => status is "pending" or "sent";

    /// <summary>Sets a status and when it was first reported.</summary>
    public static void Set(FieldSet fields, string status, DateTimeOffset at)
    {
        fields.Set(MessageFields.Status, FieldValue.Text(status));
        fields.Set(MessageFields.StatusTimes, status, JsonValues.ToJson(at));
        if (status == Deleted)
        {
            fields.Set(MessageFields.Deleted, FieldValue.Boolean(true));
            fields.Set(MessageFields.DeletedAt, FieldValue.Time(at));
        }
    }

    /// <summary>What a message's fields change: the status at its rank, all else at <paramref name="version"/>.</summary>
    public static IEnumerable<EntityChange> ChangesOf(string messageId, FieldSet told, ChangeVersion version, WhapiItem item)
    {
        var others = new FieldSet();
        foreach (var set in told.Where(set => !ReferenceEquals(set.Field, MessageFields.Status)))
        {
            others.Set(set);
        }

        yield return new(EntityKind.Message, messageId, version, others);
        if (told.TryGetText(MessageFields.Status, out var status))
        {
            var ranked = new FieldSet();
            ranked.Set(MessageFields.Status, FieldValue.Text(status));
            yield return new(EntityKind.Message, messageId, item.Ranked(RankOf(status)), ranked);
        }
    }
}
