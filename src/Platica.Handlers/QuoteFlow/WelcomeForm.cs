namespace Platica.Handlers.QuoteFlow;

/// <summary>
/// What WELCOME sends: one property per field of the form, <c>selected_product</c> as <c>SelectedProduct</c>. A field that is not nullable
/// must be there, or the person is asked to look at the form again before any of your code runs.
/// </summary>
/// <param name="SelectedProduct">The chosen product's id.</param>
/// <param name="Producto">The same, in Platica's Spanish samples; your own form needs one of the two.</param>
internal sealed record WelcomeForm(string? SelectedProduct, string? Producto)
{
    public string? Product => SelectedProduct ?? Producto;
}
