using System.Text.Json;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Tests.Convergence;

/// <summary>What generated events change.</summary>
internal static class TranslatedChanges
{
    /// <summary>The changes of an event; none when its body has no meaning.</summary>
    public static IEnumerable<(string Workspace, EntityChange Change)> Of(GeneratedEvent generated)
    {
        if (!Pipeline.Provider.TryReadEnvelope(generated.Delivery, out var envelope, out _))
        {
            return [];
        }

        try
        {
            return Pipeline.Provider.Translate(generated.Delivery, envelope).Changes.Select(change => (envelope.WorkspaceId, change));
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
