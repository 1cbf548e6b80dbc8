using System.Runtime.CompilerServices;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Finds the person's clients and phones, and notes each before it goes on.</summary>
internal sealed class WhoStep(PersonFinder finder, FoundPerson person, ErasureWork work) : IErasureStep
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var noted = 0;
        await NoteAsync().ConfigureAwait(false);
        await foreach (var place in finder.SearchAsync(after, cancellationToken).ConfigureAwait(false))
        {
            await NoteAsync().ConfigureAwait(false);
            yield return place;
        }

        async Task NoteAsync()
        {
            if (person.Keys.Count > noted)
            {
                await work.NoteAsync(person.Keys, work.ErasedAt, cancellationToken).ConfigureAwait(false);
                noted = person.Keys.Count;
            }
        }
    }
}
