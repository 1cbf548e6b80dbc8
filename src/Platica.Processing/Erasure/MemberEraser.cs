using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>
/// Takes the person out of what others share: the members of a group and its last message, who received or reacted to a message. It is for what no
/// delivery in the archive tells any more.
/// </summary>
internal sealed class MemberEraser(ITableStore store, ErasureWork work)
{
    private static readonly Field[] LastMessage =
    [
        ConversationFields.LastMessageId, ConversationFields.LastMessageAt, ConversationFields.LastMessageText, ConversationFields.LastMessageDirection,
    ];

    private readonly StateEraser _states = new(store);

    /// <summary>Takes the person out of an entity's row.</summary>
    public async Task LeaveOutAsync(EntityKind kind, TableRow row, CancellationToken cancellationToken)
    {
        var table = EntityTable.Of(kind);
        var state = EntityRow.Decode(table, row);
        var members = await MemberFields.FindErasedAsync(work.Persons, kind, state, cancellationToken).ConfigureAwait(false);
        var messageUpTo = await FindErasedMessageAsync(kind, state, cancellationToken).ConfigureAwait(false);
        if (members.Count == 0 && messageUpTo is null)
        {
            return;
        }

        var (_, isChanged) = await _states.ForgetAsync(
            kind,
            work.Workspace,
            ColumnParts.GetText(row, EntityRow.Id)!,
            left => left.ForgetKeys(MemberFields.Of(kind), members) | (messageUpTo is { } time && left.ForgetUpTo(LastMessage, time)),
            cancellationToken).ConfigureAwait(false);
        work.Counts.Add(table.Name, isChanged ? 1 : 0);
    }

    private async Task<DateTimeOffset?> FindErasedMessageAsync(EntityKind kind, EntityState state, CancellationToken cancellationToken) =>
        kind == EntityKind.Conversation && state.ValueOf(ConversationFields.LastMessageId) is string id
            ? await work.Persons.FindAsync(PersonKey.Message(id), cancellationToken).ConfigureAwait(false)
            : null;
}
