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
        var rowKey = BodyColumns.RowKey(envelope.Timestamp, envelope.EventId, delivery);
        var rows = new List<RowInsert>(8)
        {
            DirectoryRows.Workspace(workspace),
            DirectoryRows.EventDay(workspace, envelope.Timestamp),
            Event(delivery, envelope, workspace, rowKey),
        };
        foreach (var change in translation.Changes)
        {
            AddIndexes(rows, change, workspace);
        }

        if (translation.History is { } happened)
        {
            rows.Add(ConversationEventRow(happened, envelope, workspace, rowKey));
        }

        if (translation.Exchange is { } exchange)
        {
            rows.AddRange(FlowExchangeRows.Of(exchange, delivery, envelope, workspace, rowKey));
        }

        if (translation.Referral is { } referral)
        {
            rows.AddRange(Referrals(referral, envelope, workspace, rowKey));
        }

        return rows;
    }

    /// <summary>Where readers find the entity again.</summary>
    private static void AddIndexes(List<RowInsert> rows, EntityChange change, string workspace)
    {
        switch (change.Kind)
        {
            case EntityKind.Message:
                AddPlace(rows, change, workspace);
                break;
            case EntityKind.Conversation:
                AddActivity(rows, change, workspace);
                AddPhone(rows, PhoneIndex.Conversation, ConversationFields.PhoneDigits, change, workspace);
                break;
            case EntityKind.Client:
                AddPhone(rows, PhoneIndex.Client, ClientFields.PhoneDigits, change, workspace);
                break;
            case EntityKind.Call:
                AddCall(rows, change, workspace);
                AddPhone(rows, PhoneIndex.Call, CallFields.PhoneDigits, change, workspace);
                break;
        }
    }

    private static void AddPlace(List<RowInsert> rows, EntityChange change, string workspace)
    {
        if (change.Fields.TryGetText(MessageFields.PlacedIn, out var conversation) && change.Fields.GetTime(MessageFields.PlacedAt) is { } placedAt)
        {
            var columns = ColumnParts.OfText(Timeline.MessageId, change.Id);
            rows.Add(new(TableNames.Timeline, new(Timeline.Partition(workspace, conversation), TableKey.Descending(placedAt, change.Id), columns)));
        }
    }

    private static void AddActivity(List<RowInsert> rows, EntityChange change, string workspace)
    {
        if (change.Fields.GetTime(ConversationFields.LastActivityAt) is { } activeAt)
        {
            var columns = ColumnParts.OfText(Activity.ConversationId, change.Id);
            var rowKey = TableKey.Descending(Activity.QuarterOf(activeAt), change.Id);
            rows.Add(new(TableNames.Activity, new(TableKey.Escape(workspace), rowKey, columns)));
        }
    }

    private static void AddCall(List<RowInsert> rows, EntityChange change, string workspace)
    {
        if (change.Fields.GetTime(CallFields.CreatedAt) is { } createdAt)
        {
            var columns = ColumnParts.OfText(CallLog.CallId, change.Id);
            rows.Add(new(TableNames.CallLog, new(TableKey.Escape(workspace), TableKey.Descending(createdAt, change.Id), columns)));
        }
    }

    private static void AddPhone(List<RowInsert> rows, string kind, Field digitsField, EntityChange change, string workspace)
    {
        if (change.Fields.TryGetText(digitsField, out var digits))
        {
            var columns = ColumnParts.OfText(PhoneIndex.EntityId, change.Id);
            rows.Add(new(TableNames.PhoneIndex, new(PhoneIndex.Partition(workspace, digits), PhoneIndex.Row(kind, change.Id), columns)));
        }
    }

    private static RowInsert ConversationEventRow(ConversationHistoryEntry happened, Envelope envelope, string workspace, string rowKey)
    {
        var columns = Named(envelope, workspace);
        ColumnParts.SetText(columns, ConversationEventColumns.ConversationId, happened.ConversationId);
        SetOptional(columns, EventColumns.Source, envelope.Source);
        if (happened.Changes is { } changes)
        {
            ColumnParts.SetText(columns, ConversationEventColumns.Changes, ValueLimits.CutJson(changes));
        }

        return new(TableNames.ConversationEvents, new(ConversationEventColumns.Partition(workspace, happened.ConversationId), rowKey, columns));
    }

    private static IEnumerable<RowInsert> Referrals(Referral referral, Envelope envelope, string workspace, string rowKey)
    {
        var columns = FieldColumns.Encode(referral.Fields.Select(set => set with { Value = ValueLimits.Cut(set.Field, set.Value) }));
        ColumnParts.SetText(columns, EntityRow.Workspace, workspace);
        ColumnParts.SetText(columns, EntityRow.Id, envelope.EventId);
        yield return new(TableNames.Referrals, new(ReferralKeys.OfWorkspace(workspace), rowKey, columns));
        if (referral.Fields.TryGetText(ReferralFields.AdId, out var adId))
        {
            yield return new(TableNames.Referrals, new(ReferralKeys.OfAd(workspace, adId), rowKey, columns));
        }
    }

    /// <summary>The archive.</summary>
    private static RowInsert Event(Delivery delivery, Envelope envelope, string workspace, string rowKey)
    {
        var columns = Named(envelope, workspace);
        SetOptional(columns, EventColumns.Source, envelope.Source);
        SetOptional(columns, EventColumns.ResourceType, envelope.ResourceType);
        SetOptional(columns, EventColumns.ResourceId, envelope.ResourceId);
        BodyColumns.Set(columns, delivery);
        return new(TableNames.Events, new(EventColumns.Partition(workspace, envelope.Timestamp), rowKey, columns));
    }

    /// <summary>What every row of an event begins with.</summary>
    private static RowColumns Named(Envelope envelope, string workspace) => new(EventColumns.Usual)
    {
        [EventColumns.Event] = ValueLimits.CutName(envelope.EventName),
        [EventColumns.Timestamp] = envelope.Timestamp,
        [EntityRow.Workspace] = ValueLimits.CutName(workspace),
        [EntityRow.Id] = ValueLimits.CutName(envelope.EventId),
    };

    private static void SetOptional(RowColumns columns, string name, string? value)
    {
        if (value is not null)
        {
            columns[name] = ValueLimits.CutName(value);
        }
    }
}
