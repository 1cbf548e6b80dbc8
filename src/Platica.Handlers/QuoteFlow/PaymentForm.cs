namespace Platica.Handlers.QuoteFlow;

/// <summary>What PAYMENT sends.</summary>
/// <param name="PaymentMethod">How the person wants to pay; they may leave it open.</param>
internal sealed record PaymentForm(string? PaymentMethod);
