using System.Runtime.CompilerServices;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Notes the person's conversations: as theirs, or as shared with others.</summary>
internal sealed class ConversationsStep(PersonFinder finder, MendingNotes notes, ErasureWork work) : IErasureStep
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var conversation in finder.ConversationsAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (conversation.Key is { } key)
            {
                await (conversation.IsOwn
                    ? work.NoteAsync([key], work.ErasedAt, cancellationToken)
                    : notes.AddAsync(key, cancellationToken)).ConfigureAwait(false);
            }

            yield return conversation.After;
        }
    }
}
