using Platica.Processing.Operations;

namespace Platica.Processing.Erasure;

/// <summary>Says who would be erased, and removes nothing.</summary>
internal sealed class ErasureTrial(PersonFinder finder, FoundPerson person)
{
    /// <summary>Works until there is no more time.</summary>
    public async Task<OperationPage> RunAsync(PersonPlace place, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var counts = new RemovalCounts();
        place = await finder.FindAsync(place, hasTime, cancellationToken).ConfigureAwait(false);
        if (place.Step == 0)
        {
            return new(counts.All, place.ToString());
        }

        await foreach (var conversation in finder.ConversationsAsync(place.After, cancellationToken).ConfigureAwait(false))
        {
            counts.Add(conversation.IsOwn ? "foundConversations" : "sharedConversations", conversation.Key is null ? 0 : 1);
            if (!hasTime())
            {
                return new(counts.All, (place with { After = conversation.After }).ToString());
            }
        }

        counts.Add("foundClients", await finder.CountClientsAsync(cancellationToken).ConfigureAwait(false));
        counts.Add("foundPhones", person.Keys.Count(key => key.Kind == PersonKeyKind.Phone));
        counts.Add("formerClients", (await finder.FindFormerClientsAsync(cancellationToken).ConfigureAwait(false)).Count);
        return new(counts.All, null);
    }
}
