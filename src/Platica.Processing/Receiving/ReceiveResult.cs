namespace Platica.Processing.Receiving;

/// <summary>What to answer, and what to tell the log.</summary>
public sealed record ReceiveResult
{
    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>What became of the request.</summary>
    public required ReceiveOutcome Outcome { get; init; }

    /// <summary>The answer's media type.</summary>
    public string ContentType { get; init; } = JsonMediaType;

    /// <summary>The answer's body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The <c>Allow</c> header, if any.</summary>
    public string? Allow { get; init; }

    /// <summary>The <c>Retry-After</c> header in seconds, if any.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The event's name, where it could be read.</summary>
    public string? EventName { get; init; }

    /// <summary>The event's id as logs show it, where it could be read.</summary>
    public string? LogId { get; init; }

    /// <summary>For the operator: why it was refused, or how a Flow was answered. Never holds personal data.</summary>
    public string? Detail { get; init; }

    /// <summary>One of <see cref="RefusalReasons"/> where it was refused.</summary>
    public string? Reason { get; init; }

    /// <summary>The media type of ordinary answers.</summary>
    public const string JsonMediaType = "application/json";
}
