using System.Text.Json;

namespace Platica.Processing.Operations;

/// <summary>What one call of an operation did.</summary>
/// <param name="Counts">What was done in this page by name, such as <c>matched</c>; whoever runs all pages adds them up.</param>
/// <param name="Continuation">Where the next page begins, in the operation's own words; null when all is done.</param>
public sealed record OperationPage(IReadOnlyDictionary<string, long> Counts, string? Continuation)
{
    /// <summary>Writes the elements of the answer's <c>items</c>; null for an answer without them.</summary>
    public Action<Utf8JsonWriter>? Items { get; init; }
}
