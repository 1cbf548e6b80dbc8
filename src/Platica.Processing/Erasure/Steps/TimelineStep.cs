using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the messages of the person's conversations, and their places there.</summary>
internal sealed class TimelineStep(ITableStore store, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store);
    private readonly StateEraser _states = new(store);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var conversations = (TableNames.Conversations, TableKey.Escape(work.Workspace));
        var erasedAt = work.ErasedAt;
        await foreach (var page in _scan.ReadAsync(TableNames.Timeline, conversations, TimelineOfAsync, after, cancellationToken).ConfigureAwait(false))
        {
            var messages = page.Rows.Select(row => (Row: row, Id: ColumnParts.GetText(row, Timeline.MessageId)!)).ToList();
            await LearnAsync(messages.Select(message => PersonKey.Message(message.Id)), erasedAt, cancellationToken).ConfigureAwait(false);
            foreach (var (row, id) in messages)
            {
                await RemoveAsync(row, id, cancellationToken).ConfigureAwait(false);
            }

            yield return page.After;
        }

        async Task<string?> TimelineOfAsync(TableRow conversation)
        {
            var id = ColumnParts.GetText(conversation, EntityRow.Id)!;
            if (await work.Persons.FindAsync(PersonKey.Conversation(id), cancellationToken).ConfigureAwait(false) is not { } time)
            {
                return null;
            }

            erasedAt = time;
            return Timeline.Partition(work.Workspace, id);
        }
    }

    private async Task LearnAsync(IEnumerable<PersonKey> messages, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        var ownership = new KeyOwnership(store, work.Workspace, work.Persons);
        var own = new List<PersonKey>();
        foreach (var message in messages)
        {
            if (await work.Persons.FindAsync(message, cancellationToken).ConfigureAwait(false) is null
                && await ownership.IsOwnAsync(message, cancellationToken).ConfigureAwait(false))
            {
                own.Add(message);
            }
        }

        await work.NoteAsync(own, erasedAt, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(TableRow row, string id, CancellationToken cancellationToken)
    {
        var erasedAt = await work.Persons.FindAsync(PersonKey.Message(id), cancellationToken).ConfigureAwait(false);
        if (erasedAt is null)
        {
            return;
        }

        var (left, isChanged) = await _states.ForgetAsync(
            EntityKind.Message, work.Workspace, id, state => state.ForgetUpTo(erasedAt.Value), cancellationToken).ConfigureAwait(false);
        work.Counts.Add(TableNames.Messages, isChanged ? 1 : 0);
        await work.RemoveUnconfirmedAsync(store, TableNames.Timeline, row, (EntityKind.Message, id), left, cancellationToken).ConfigureAwait(false);
    }
}
