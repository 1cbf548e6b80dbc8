using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Platica.Flows.FlowJson;

/// <summary>Whether an answer fits its Flow JSON.</summary>
/// <param name="violations">How it does not; null or empty when it does.</param>
/// <param name="mendedData">The data that may be sent.</param>
[SuppressMessage("Performance", "CA1815", Justification = "A result to be read, not compared.")]
public readonly struct FlowAnswerCheck(IReadOnlyList<FlowAnswerViolation>? violations, JsonElement mendedData)
{
    /// <summary>How the answer does not fit; empty when all is well.</summary>
    public IReadOnlyList<FlowAnswerViolation> Violations => violations ?? [];

    /// <summary>
    /// The answer's data without undeclared keys and nulls, at the top and inside; the very same data where there was none of that.
    /// </summary>
    public JsonElement MendedData { get; } = mendedData;

    /// <summary>Whether the answer fits as it is.</summary>
    public bool IsValid => Violations.Count == 0;

    /// <summary>Whether <see cref="MendedData"/> may be sent with the answer's screen; when not, only the fallback is left.</summary>
    public bool IsSendable => !Violations.Any(violation => violation.IsFatal);
}
