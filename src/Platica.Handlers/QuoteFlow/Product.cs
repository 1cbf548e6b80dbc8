namespace Platica.Handlers.QuoteFlow;

/// <summary>Something to sell.</summary>
/// <param name="Id">What the form sends back.</param>
/// <param name="Title">What the person reads.</param>
/// <param name="PriceMxn">The price in Mexican pesos.</param>
internal sealed record Product(string Id, string Title, decimal PriceMxn);
