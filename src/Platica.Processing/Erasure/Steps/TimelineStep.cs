using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the messages of the person's conversations, and the person's own in groups, with their places there.</summary>
internal sealed class TimelineStep(ITableStore store, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store);
    private readonly StateEraser _states = new(store);
    private readonly MemberEraser _members = new(store, work);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var conversations = (TableNames.Conversations, TableKey.Escape(work.Workspace));
        DateTimeOffset? erasedAt = null;
        await foreach (var page in _scan.ReadAsync(TableNames.Timeline, conversations, TimelineOfAsync, after, cancellationToken).ConfigureAwait(false))
        {
            var places = page.Rows.Select(row => (Row: row, Id: ColumnParts.GetText(row, Timeline.MessageId)!)).ToList();
            await LearnAsync([.. places.Select(place => place.Id)], erasedAt, cancellationToken).ConfigureAwait(false);
            foreach (var (row, id) in places)
            {
                await RemoveAsync(row, id, cancellationToken).ConfigureAwait(false);
                yield return page.AfterRow(row);
            }

            yield return page.After;
        }

        async Task<string?> TimelineOfAsync(TableRow conversation)
        {
            var id = ColumnParts.GetText(conversation, EntityRow.Id)!;
            erasedAt = await work.Persons.FindAsync(PersonKey.Conversation(id), cancellationToken).ConfigureAwait(false);
            return erasedAt is not null || PersonKeys.Of(TableNames.Conversations, conversation).IsShared(PersonKey.Conversation(id))
                ? Timeline.Partition(work.Workspace, id)
                : null;
        }
    }

    /// <summary>Notes the messages that are the person's, up to when the conversation is; those in groups by who wrote them.</summary>
    private async Task LearnAsync(IReadOnlyList<string> messages, DateTimeOffset? erasedAt, CancellationToken cancellationToken)
    {
        var ownership = new KeyOwnership(store, work.Workspace, work.Persons);
        foreach (var message in messages)
        {
            var key = PersonKey.Message(message);
            if (await work.Persons.FindAsync(key, cancellationToken).ConfigureAwait(false) is null
                && (erasedAt ?? await FindWriterAsync(message, cancellationToken).ConfigureAwait(false)) is { } time
                && await ownership.IsOwnAsync(key, cancellationToken).ConfigureAwait(false))
            {
                await work.NoteAsync([key], time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<DateTimeOffset?> FindWriterAsync(string message, CancellationToken cancellationToken) =>
        await ReadAsync(message, cancellationToken).ConfigureAwait(false) is { } row
            ? await work.Persons.FindAnyAsync(PersonKeys.Of(TableNames.Messages, row).Subject, cancellationToken).ConfigureAwait(false)
            : null;

    private Task<TableRow?> ReadAsync(string message, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Messages.KeyOf(work.Workspace, message);
        return store.GetAsync(TableNames.Messages, partitionKey, rowKey, cancellationToken);
    }

    private async Task RemoveAsync(TableRow place, string id, CancellationToken cancellationToken)
    {
        if (await work.Persons.FindAsync(PersonKey.Message(id), cancellationToken).ConfigureAwait(false) is not { } erasedAt)
        {
            if (await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } others)
            {
                await _members.LeaveOutAsync(EntityKind.Message, others, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var (left, isChanged) = await _states.ForgetAsync(
            EntityKind.Message, work.Workspace, id, state => state.ForgetUpTo(erasedAt), cancellationToken).ConfigureAwait(false);
        work.Counts.Add(TableNames.Messages, isChanged ? 1 : 0);
        await work.RemoveUnconfirmedAsync(store, TableNames.Timeline, place, (EntityKind.Message, id), left, cancellationToken).ConfigureAwait(false);
    }
}
