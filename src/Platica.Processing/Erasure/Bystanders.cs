using System.Text.Json;
using Platica.Webhooks;

namespace Platica.Processing.Erasure;

/// <summary>
/// Leaves erased persons out of the deliveries of others that name them: the list of a group's members, a message that quotes one of them. What is
/// left is stored in the place of what came.
/// </summary>
internal sealed class Bystanders(ProviderCatalog providers, TombstoneSet erased)
{
    /// <summary>The delivery without those who were erased after it was told, without a body reference; null when it names none of them.</summary>
    public async Task<Delivery?> TryLeaveOutAsync(TranslatedDelivery told, CancellationToken cancellationToken)
    {
        if (!providers.TryGet(told.Delivery.Provider, out var provider))
        {
            return null;
        }

        var members = await erased.FindMembersAsync(TryRead(provider, told.Delivery), cancellationToken).ConfigureAwait(false);
        var persons = members.Where(member => member.Value >= told.KnownAt).Select(member => member.Key).ToHashSet(StringComparer.Ordinal);
        return persons.Count == 0 ? null : provider.Without(told.Delivery, persons) with { BodyReference = null };
    }

    private static IReadOnlyCollection<string> TryRead(IWebhookProvider provider, Delivery delivery)
    {
        try
        {
            return provider.ReadPersons(delivery);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
