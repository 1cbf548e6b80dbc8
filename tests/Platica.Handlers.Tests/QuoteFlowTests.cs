using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.Flows.Testing;
using Platica.Handlers.Tests.Infrastructure;
using Platica.Webhooks.Flows;

namespace Platica.Handlers.Tests;

public sealed class QuoteFlowTests : IAsyncDisposable
{
    private const string Welcome =
        """{"screen":"WELCOME","data":{"products":[{"id":"p1","title":"Plan Básico"},{"id":"p2","title":"Plan Profesional"},{"id":"p3","title":"Plan Empresarial"}]}}""";

    private readonly FlowTester _phone = FlowTester.For(services => services.AddHandlers());

    public ValueTask DisposeAsync() => _phone.DisposeAsync();

    public static TheoryData<FlowExchange, string> Samples => new()
    {
        { PlaticaSamples.Init, Welcome },
        { PlaticaSamples.ScreenAdvance, """{"screen":"PAYMENT","data":{"amount_mxn":499}}""" },
        { PlaticaSamples.Back, Welcome },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Platicas_own_samples_get_the_right_screen(FlowExchange exchange, string expected) =>
        AssertAnswered(expected, await _phone.AskAsync(exchange));

    [Theory]
    [InlineData("Quote flow")]
    [InlineData("flow_doc_abc")]
    [InlineData("a Flow that nobody registered")]
    public async Task It_is_found_by_name_and_by_id_and_is_the_default(string flow) => AssertAnswered(Welcome, await _phone.InitAsync(flow));

    [Theory]
    [InlineData("p1", "299")]
    [InlineData("p2", "499")]
    [InlineData("p3", "999")]
    public async Task WELCOME_leads_to_PAYMENT_with_the_products_price(string product, string price) => AssertAnswered(
        $$$"""{"screen":"PAYMENT","data":{"amount_mxn":{{{price}}}}}""",
        await _phone.SendAsync("WELCOME", new { selected_product = product }));

    [Theory]
    [InlineData("p9")]
    [InlineData("")]
    [InlineData(null)]
    public async Task WELCOME_without_a_known_product_asks_for_one(string? product) =>
        AssertStays("Elige un producto", await _phone.SendAsync("WELCOME", new { selected_product = product }));

    [Fact]
    public async Task WELCOME_without_any_field_asks_for_a_product() => AssertStays("Elige un producto", await _phone.SendAsync("WELCOME"));

    [Theory]
    [InlineData("transfer", "transfer")]
    [InlineData(null, "card")]
    public async Task PAYMENT_completes_the_flow(string? chosen, string method)
    {
        await _phone.InitAsync("Quote flow");

        AssertAnswered(
            $$$$$"""{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"session-1","payment_method":"{{{{{method}}}}}"}}}}""",
            await _phone.SendAsync("PAYMENT", new { payment_method = chosen }));
    }

    [Theory]
    [InlineData("PAYMENT")]
    [InlineData(null)]
    public async Task Going_back_shows_WELCOME_again(string? screen) => AssertAnswered(Welcome, await _phone.BackAsync(screen));

    private static void AssertAnswered(string expected, FlowTestAnswer answer)
    {
        Assert.Equal(expected, answer.Json);
        Assert.Equal(FlowOutcome.Answered, answer.Outcome);
        Assert.Empty(answer.Violations);
    }

    private static void AssertStays(string message, FlowTestAnswer answer) =>
        AssertAnswered($$$"""{"screen":"WELCOME","data":{"error_message":"{{{message}}}"}}""", answer);
}
