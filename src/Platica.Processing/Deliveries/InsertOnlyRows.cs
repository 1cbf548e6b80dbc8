using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Deliveries;

/// <summary>
/// The rows that a delivery inserts. Their keys come only from what this one event tells, never from the clock or from merged state,
/// so that inserting again is a no-op; readers check them against the state they point to.
/// </summary>
internal static class InsertOnlyRows
{
    /// <summary>Everything that the delivery inserts.</summary>
    public static IReadOnlyList<RowInsert> Of(Delivery delivery, Envelope envelope, Translation translation, string workspace)
    {
        var rows = new List<RowInsert>(6)
        {
            DirectoryRows.Workspace(workspace),
            DirectoryRows.EventDay(workspace, envelope.Timestamp),
            Event(delivery, envelope, workspace),
        };
        foreach (var change in translation.Changes)
        {
            if (change.Kind == EntityKind.Message && TimelineRow(change, workspace) is { } place)
            {
                rows.Add(place);
            }
            else if (change.Kind == EntityKind.Conversation && ActivityRow(change, workspace) is { } activity)
            {
                rows.Add(activity);
            }
        }

        if (translation.Referral is { } referral)
        {
            rows.Add(Referral(referral, delivery, envelope, workspace));
        }

        return rows;
    }

    private static RowInsert? TimelineRow(EntityChange change, string workspace)
    {
        if (!change.Fields.TryGetText(MessageFields.ConversationId, out var conversation)
            || change.Fields.GetTime(MessageFields.CreatedAt) is not { } createdAt)
        {
            return null;
        }

        var columns = new Dictionary<string, object>();
        ColumnParts.SetText(columns, Timeline.MessageId, change.Id);
        return new(TableNames.Timeline, new(Timeline.Partition(workspace, conversation), TableKey.Descending(createdAt, change.Id), columns));
    }

    private static RowInsert? ActivityRow(EntityChange change, string workspace)
    {
        if (change.Fields.GetTime(ConversationFields.LastActivityAt) is not { } activeAt)
        {
            return null;
        }

        var columns = new Dictionary<string, object>();
        ColumnParts.SetText(columns, Activity.ConversationId, change.Id);
        return new(TableNames.Activity, new(TableKey.Escape(workspace), TableKey.Descending(Activity.QuarterOf(activeAt), change.Id), columns));
    }

    private static RowInsert Referral(Referral referral, Delivery delivery, Envelope envelope, string workspace)
    {
        var columns = FieldColumns.Encode(referral.Fields.Select(set => set with { Value = ValueLimits.Cut(set.Field, set.Value) }));
        ColumnParts.SetText(columns, EntityRow.Workspace, workspace);
        ColumnParts.SetText(columns, EntityRow.Id, envelope.EventId);
        columns["At"] = referral.At;
        return new(TableNames.Referrals, new(TableKey.Escape(workspace), BodyColumns.RowKey(referral.At, envelope.EventId, delivery), columns));
    }

    /// <summary>The archive.</summary>
    private static RowInsert Event(Delivery delivery, Envelope envelope, string workspace)
    {
        var columns = new Dictionary<string, object>
        {
            [EventColumns.Event] = ValueLimits.CutName(envelope.EventName),
            [EventColumns.Timestamp] = envelope.Timestamp,
            [EntityRow.Workspace] = ValueLimits.CutName(workspace),
            [EntityRow.Id] = ValueLimits.CutName(envelope.EventId),
        };
        SetOptional(columns, EventColumns.Source, envelope.Source);
        SetOptional(columns, EventColumns.ResourceType, envelope.ResourceType);
        SetOptional(columns, EventColumns.ResourceId, envelope.ResourceId);
        BodyColumns.Set(columns, delivery);
        var rowKey = BodyColumns.RowKey(envelope.Timestamp, envelope.EventId, delivery);
        return new(TableNames.Events, new(EventColumns.Partition(workspace, envelope.Timestamp), rowKey, columns));
    }

    private static void SetOptional(Dictionary<string, object> columns, string name, string? value)
    {
        if (value is not null)
        {
            columns[name] = ValueLimits.CutName(value);
        }
    }
}
