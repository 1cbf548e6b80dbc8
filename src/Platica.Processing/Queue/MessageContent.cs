using Platica.Processing.Deliveries;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>What a message turned out to be.</summary>
/// <param name="Delivery">The delivery; without its body when that is gone; null when the message is none.</param>
/// <param name="Refusal">How to settle it where it cannot be processed, or is done already; null where it is to be processed.</param>
public sealed record MessageContent(Delivery? Delivery, Settlement? Refusal);
