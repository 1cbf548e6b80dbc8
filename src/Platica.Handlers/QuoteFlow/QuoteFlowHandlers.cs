using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;

namespace Platica.Handlers.QuoteFlow;

/// <summary>
/// The example: WELCOME lists the products, PAYMENT tells the price of the chosen one, and then the Flow is done.
/// It is the Flow of Platica's own documentation, and a good one to rewrite into yours.
/// </summary>
internal static class QuoteFlowHandlers
{
    public static IServiceCollection AddQuoteFlow(this IServiceCollection services) => services
        .AddSingleton<Catalog>()
        .AddFlow("Quote flow", flow => flow

            // The Flow's id in WhatsApp Manager. Its name there finds it as well; AsDefault answers Flows that nobody registered, too.
            .WithId("flow_doc_abc")
            .AsDefault()

            // As WhatsApp Manager exports it: what the screens do not declare is never sent, and a wrong screen name is seen at the start.
            .WithFlowJson("Flows/cotizador.flow.json")

            // A handler is a lambda or a method, and takes what it needs: the form, any registered service, the FlowContext.
            .OnInit(ShowWelcome)

            // The form is bound to the screen's payload. Say what is wrong with Error: the person stays on the screen and reads it.
            .OnDataExchange<WelcomeForm>("WELCOME", (WelcomeForm form, Catalog catalog) => catalog.Find(form.Product) is { } product
                ? FlowAnswer.Show("PAYMENT", new { amount_mxn = product.PriceMxn })
                : FlowAnswer.Error("Elige un producto"))

            // Handlers may be async. What they pass to Complete arrives in the chat with the Flow's answer.
            .OnDataExchange<PaymentForm>("PAYMENT", (PaymentForm form) =>
                FlowAnswer.Complete(new { payment_method = form.PaymentMethod ?? "card" }))

            // From wherever the person goes back, they choose again. OnBack("PAYMENT", …) would answer one screen only.
            .OnBack(ShowWelcome));

    // Send the keys that the screen declares under "data" in the Flow JSON, with the names as they are there.
    private static FlowAnswer ShowWelcome(Catalog catalog) => FlowAnswer.Show("WELCOME", new
    {
        products = catalog.Products.Select(product => new { id = product.Id, title = product.Title }),
    });
}
