namespace Platica.Handlers.QuoteFlow;

/// <summary>
/// What there is to sell. In a real business this asks a database: keep it quick, the whole answer has less than half a second.
/// </summary>
internal sealed class Catalog
{
    /// <summary>The products, in the order in which they are shown.</summary>
    public IReadOnlyList<Product> Products { get; } =
    [
        new("p1", "Plan Básico", 299),
        new("p2", "Plan Profesional", 499),
        new("p3", "Plan Empresarial", 999),
    ];

    /// <summary>The product, or null when there is none of this id.</summary>
    public Product? Find(string? id) => Products.FirstOrDefault(product => product.Id == id);
}
