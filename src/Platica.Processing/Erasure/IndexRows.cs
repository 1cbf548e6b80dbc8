using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>The rows of the indexes that an entity's state confirms, the same ones that readers show.</summary>
internal static class IndexRows
{
    /// <summary>Their tables and keys.</summary>
    public static IEnumerable<RowAddress> Of(EntityKind kind, string workspace, string id, EntityState state)
    {
        switch (kind)
        {
            case EntityKind.Message when state.ValueOf(MessageFields.PlacedIn) is string conversation && state.ValueOf(MessageFields.PlacedAt) is DateTimeOffset at:
                yield return new(TableNames.Timeline, Timeline.Partition(workspace, conversation), TableKey.Descending(at, id));
                break;
            case EntityKind.Conversation:
                if (state.ValueOf(ConversationFields.LastActivityAt) is DateTimeOffset activeAt)
                {
                    yield return new(TableNames.Activity, TableKey.Escape(workspace), TableKey.Descending(Activity.QuarterOf(activeAt), id));
                }

                if (state.ValueOf(ConversationFields.PhoneDigits) is string phone)
                {
                    yield return new(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, phone), PhoneIndex.Row(PhoneIndex.Conversation, id));
                }

                break;
            case EntityKind.Client when state.ValueOf(ClientFields.PhoneDigits) is string digits:
                yield return new(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, digits), PhoneIndex.Row(PhoneIndex.Client, id));
                break;
            case EntityKind.Call:
                if (state.ValueOf(CallFields.CreatedAt) is DateTimeOffset calledAt)
                {
                    yield return new(TableNames.CallLog, TableKey.Escape(workspace), TableKey.Descending(calledAt, id));
                }

                if (state.ValueOf(CallFields.PhoneDigits) is string caller)
                {
                    yield return new(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, caller), PhoneIndex.Row(PhoneIndex.Call, id));
                }

                break;
            default:
                break;
        }
    }
}

/// <summary>Where a row stands.</summary>
internal readonly record struct RowAddress(string Table, string PartitionKey, string RowKey);
