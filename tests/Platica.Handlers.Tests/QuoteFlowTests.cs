using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows;
using Platica.Handlers.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks.Flows;

namespace Platica.Handlers.Tests;

public sealed class QuoteFlowTests : IAsyncDisposable
{
    private const string Welcome =
        """{"screen":"WELCOME","data":{"products":[{"id":"p1","title":"Plan Básico"},{"id":"p2","title":"Plan Profesional"},{"id":"p3","title":"Plan Empresarial"}]}}""";

    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceProvider _services;

    public QuoteFlowTests() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
        .AddPlaticaFlows()
        .AddHandlers()
        .BuildServiceProvider(validateScopes: true);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public static TheoryData<FlowExchange, string> Samples => new()
    {
        { PlaticaSamples.Init, Welcome },
        { PlaticaSamples.ScreenAdvance, """{"screen":"PAYMENT","data":{"amount_mxn":499}}""" },
        { PlaticaSamples.Back, Welcome },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Platicas_own_samples_get_the_right_screen(FlowExchange exchange, string expected) =>
        Assert.Equal(expected, await AnswerAsync(exchange));

    [Theory]
    [InlineData("p1", "299")]
    [InlineData("p2", "499")]
    [InlineData("p3", "999")]
    public async Task WELCOME_leads_to_PAYMENT_with_the_products_price(string product, string price) =>
        Assert.Equal(
            $$$"""{"screen":"PAYMENT","data":{"amount_mxn":{{{price}}}}}""",
            await AnswerAsync(Form("WELCOME", $$"""{"selected_product":"{{product}}"}""")));

    [Theory]
    [InlineData("""{"selected_product":"p9"}""")]
    [InlineData("""{"selected_product":null}""")]
    [InlineData("""{"selected_product":""}""")]
    [InlineData("{}")]
    public async Task WELCOME_without_a_known_product_asks_for_one(string payload) =>
        Assert.Equal(
            """{"screen":"WELCOME","data":{"error_message":"Elige un producto"}}""",
            await AnswerAsync(Form("WELCOME", payload)));

    [Theory]
    [InlineData("""{"payment_method":"transfer"}""", "transfer")]
    [InlineData("""{"payment_method":null}""", "card")]
    [InlineData("{}", "card")]
    public async Task PAYMENT_completes_the_flow(string payload, string method) =>
        Assert.Equal(
            $$$$$"""{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"dG9rMQ==","payment_method":"{{{{{method}}}}}"}}}}""",
            await AnswerAsync(Form("PAYMENT", payload)));

    [Theory]
    [InlineData("PAYMENT")]
    [InlineData(null)]
    public async Task Going_back_shows_WELCOME_again(string? screen) =>
        Assert.Equal(Welcome, await AnswerAsync(PlaticaSamples.Back with { Screen = screen }));

    private static FlowExchange Form(string screen, string payload) =>
        PlaticaSamples.ScreenAdvance with { FlowId = "flow_doc_abc", Screen = screen, Payload = JsonElement.Parse(payload) };

    private async Task<string> AnswerAsync(FlowExchange exchange)
    {
        var reply = await _services.GetRequiredService<IFlowResponder>()
            .AnswerAsync(exchange, _clock.GetTimestamp())
            .WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(FlowOutcome.Answered, reply.Outcome);
        return Encoding.UTF8.GetString(reply.Answer.Span);
    }
}
