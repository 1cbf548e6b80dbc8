namespace Platica.Webhooks.Samples;

/// <summary>A whole call as a provider makes it.</summary>
/// <remarks>A class, not a record: its text must never show a secret, which some providers send in the path or in a header.</remarks>
public sealed class ProviderCall
{
    /// <summary>The HTTP method, upper case.</summary>
    public string Method { get; init; } = RequestHead.Post;

    /// <summary>What follows the provider's name in the URL, without slashes at its ends and percent-encoded; empty for nothing.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The headers beside <c>Content-Type</c> and <c>Content-Length</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The event that the body tells of; null where it tells none.</summary>
    public string? EventName { get; init; }

    /// <summary>The event's id in the body; null where it tells none.</summary>
    public string? EventId { get; init; }
}
