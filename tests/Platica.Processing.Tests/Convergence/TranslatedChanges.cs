using System.Text.Json;
using Platica.Webhooks;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Tests.Convergence;

/// <summary>What generated calls change.</summary>
internal static class TranslatedChanges
{
    /// <summary>The changes of a call; none of a delivery whose body has no meaning.</summary>
    public static IEnumerable<(string Workspace, EntityChange Change)> Of(GeneratedEvent generated) =>
        generated.Deliveries.SelectMany(delivery => Of(generated.Generator.Provider, delivery));

    private static IEnumerable<(string Workspace, EntityChange Change)> Of(IWebhookProvider provider, Delivery delivery)
    {
        if (!provider.TryReadEnvelope(delivery, out var envelope, out _))
        {
            return [];
        }

        try
        {
            return provider.Translate(delivery, envelope).Changes.Select(change => ($"{provider.Name}.{envelope.WorkspaceId}", change));
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
