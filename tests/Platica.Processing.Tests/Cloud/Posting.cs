using Platica.Webhooks;

namespace Platica.Processing.Tests.Cloud;

/// <summary>A call that somebody makes until he has enough, and what he was answered.</summary>
internal sealed class Posting(Delivery call)
{
    /// <summary>The call as it is made.</summary>
    public Delivery Call => call;

    /// <summary>What it brings, each with an outcome of its own.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; } = ProviderCalls.ProviderOf(call).Split(call);

    /// <summary>Whether a person waits for its answer: that comes in any case, and promises nothing.</summary>
    public bool IsFlowExchange { get; } = ProviderCalls.ProviderOf(call).TryReadEnvelope(call, out var envelope, out _) && envelope.IsFlowExchange;

    /// <summary>How it is answered when it is taken; all else would be a failure to whoever made it.</summary>
    public int SuccessStatusCode => IsFlowExchange ? 200 : ProviderCalls.ProviderOf(call).SuccessStatusCode;

    /// <summary>Whether it was answered so at least once.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Tells a delivery from others, also in what is stored of it.</summary>
    public static string KeyOf(Delivery delivery) => $"{delivery.Provider} {delivery.ReceivedAt.UtcTicks} {Convert.ToBase64String(delivery.Body.Span)}";
}
