namespace Platica.Processing.Reading;

/// <summary>An answer of the read API or of an operation.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Body">JSON, UTF-8.</param>
public sealed record ReadAnswer(int StatusCode, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The methods that the route takes, where another was used.</summary>
    public string? Allow { get; init; }

    /// <summary>When asking again makes sense; null for no matter.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A found document.</summary>
    internal static ReadAnswer Ok(ReadOnlyMemory<byte> json) => new(200, "application/json", json);

    /// <summary>A problem that says what to do.</summary>
    public static ReadAnswer Problem(int status, string title, string detail) =>
        new(status, ProblemJson.MediaType, ProblemJson.Write(status, title, detail));
}
