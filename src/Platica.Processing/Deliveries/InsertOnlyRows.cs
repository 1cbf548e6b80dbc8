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
        rows.AddRange(translation.Changes.SelectMany(change => Indexes(change, workspace)));
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
    private static IEnumerable<RowInsert> Indexes(EntityChange change, string workspace)
    {
        var rows = change.Kind switch
        {
            EntityKind.Message => [TimelineRow(change, workspace)],
            EntityKind.Conversation =>
                [ActivityRow(change, workspace), PhoneRow(PhoneIndex.Conversation, ConversationFields.PhoneDigits, change, workspace)],
            EntityKind.Client => [PhoneRow(PhoneIndex.Client, ClientFields.PhoneDigits, change, workspace)],
            EntityKind.Call => [CallRow(change, workspace), PhoneRow(PhoneIndex.Call, CallFields.PhoneDigits, change, workspace)],
            _ => Array.Empty<RowInsert?>(),
        };
        return rows.OfType<RowInsert>();
    }

    private static RowInsert? TimelineRow(EntityChange change, string workspace)
    {
        if (!change.Fields.TryGetText(MessageFields.PlacedIn, out var conversation)
            || change.Fields.GetTime(MessageFields.PlacedAt) is not { } placedAt)
        {
            return null;
        }

        var columns = new Dictionary<string, object>();
        ColumnParts.SetText(columns, Timeline.MessageId, change.Id);
        return new(TableNames.Timeline, new(Timeline.Partition(workspace, conversation), TableKey.Descending(placedAt, change.Id), columns));
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

    private static RowInsert? CallRow(EntityChange change, string workspace)
    {
        if (change.Fields.GetTime(CallFields.CreatedAt) is not { } createdAt)
        {
            return null;
        }

        var columns = new Dictionary<string, object>();
        ColumnParts.SetText(columns, CallLog.CallId, change.Id);
        return new(TableNames.CallLog, new(TableKey.Escape(workspace), TableKey.Descending(createdAt, change.Id), columns));
    }

    private static RowInsert? PhoneRow(string kind, Field digitsField, EntityChange change, string workspace)
    {
        if (!change.Fields.TryGetText(digitsField, out var digits))
        {
            return null;
        }

        var columns = new Dictionary<string, object>();
        ColumnParts.SetText(columns, PhoneIndex.EntityId, change.Id);
        return new(TableNames.PhoneIndex, new(PhoneIndex.Partition(workspace, digits), PhoneIndex.Row(kind, change.Id), columns));
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
    private static Dictionary<string, object> Named(Envelope envelope, string workspace) => new()
    {
        [EventColumns.Event] = ValueLimits.CutName(envelope.EventName),
        [EventColumns.Timestamp] = envelope.Timestamp,
        [EntityRow.Workspace] = ValueLimits.CutName(workspace),
        [EntityRow.Id] = ValueLimits.CutName(envelope.EventId),
    };

    private static void SetOptional(Dictionary<string, object> columns, string name, string? value)
    {
        if (value is not null)
        {
            columns[name] = ValueLimits.CutName(value);
        }
    }
}
