using Platica.Flows.FlowJson;

namespace Platica.Flows.Running;

/// <summary>An answer, held against its Flow JSON.</summary>
/// <param name="Json">What may be sent; the answer as it was where nothing was mended.</param>
/// <param name="Violations">How the answer did not fit.</param>
/// <param name="IsSendable">Whether <paramref name="Json"/> may be sent; when not, only the fallback is left.</param>
internal sealed record CheckedAnswer(ReadOnlyMemory<byte> Json, IReadOnlyList<FlowAnswerViolation> Violations, bool IsSendable);
