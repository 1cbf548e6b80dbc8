using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Cloud;

/// <summary>A delivery that somebody posts until he has enough, and what he was answered.</summary>
internal sealed class Posting(Delivery delivery)
{
    public Delivery Delivery => delivery;

    /// <summary>Whether a person waits for its answer: that comes in any case, and promises nothing.</summary>
    public bool IsFlowExchange { get; } = Pipeline.Provider.TryReadEnvelope(delivery, out var envelope, out _) && envelope.IsFlowExchange;

    /// <summary>Whether it was answered with a success status at least once.</summary>
    public bool IsAccepted { get; set; }
}
