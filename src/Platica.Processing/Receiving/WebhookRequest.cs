using Platica.Webhooks;

namespace Platica.Processing.Receiving;

/// <summary>A request on a webhook URL, as any host sees it.</summary>
public sealed record WebhookRequest
{
    /// <summary>The route segment after <c>/api/webhooks/</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Method, path and headers.</summary>
    public required RequestHead Head { get; init; }

    /// <summary>The Content-Length header; null when the body comes chunked.</summary>
    public required long? ContentLength { get; init; }

    /// <summary>The body, unread.</summary>
    public required Stream Body { get; init; }

    /// <summary>The <see cref="TimeProvider.GetTimestamp"/> at which our code was entered.</summary>
    public required long StartedAt { get; init; }
}
