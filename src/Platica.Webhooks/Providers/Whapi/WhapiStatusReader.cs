using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>What became of a message at one recipient.</summary>
internal static class WhapiStatusReader
{
    /// <summary>The only code whose meaning is documented.</summary>
    private const int ReadCode = 4;

    /// <summary><c>statuses.post</c> and <c>statuses.put</c>.</summary>
    public static Translation? Read(WhapiItem item)
    {
        if (item.Id is not { } id)
        {
            return null;
        }

        var at = UnixTime.Read(item.Member("timestamp"u8)) ?? item.HeardAt;
        var fields = WhapiFieldMap.Status.Read(item.Element);
        var status = JsonValues.GetNonEmptyText(item.Member("status"u8)) ?? StatusOf(item.Member("code"u8));
        if (WhapiStatus.IsDeletion(status))
        {
            WhapiStatus.SetDeleted(fields, at);
        }

        List<EntityChange> changes = fields.Count == 0 ? [] : [new(EntityKind.Message, id, item.At(at), fields)];
        if (status is not null)
        {
            changes.AddRange(new StatusReport(id, status, at, RecipientOf(item.Element)?.PersonId).Changes(item.EventId));
        }

        var facts = item.Facts(message: new Message(id, FieldSet.Of(changes.SelectMany(change => change.Fields))));
        return new()
        {
            Changes = changes,
            Event = WhapiStatus.IsDeletion(status) ? new MessageDeleted(facts) : new MessageUpdated(facts),
        };
    }

    /// <summary>In a group the recipient is the group, and the viewer one of its members.</summary>
    public static WhapiAddress? RecipientOf(JsonElement item) =>
        WhapiAddress.Read(JsonValues.Member(item, "viewer_id"u8)) ?? WhapiAddress.Read(JsonValues.Member(item, "recipient_id"u8));

    private static string? StatusOf(JsonElement code) =>
        code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number == ReadCode ? "read" : null;
}
