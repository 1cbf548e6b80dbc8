using System.Text.Json.Nodes;
using Platica.Flows;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Flows;

public sealed class FlowViolationMetricsTests : IDisposable
{
    private const string Json = """
        {"version":"7.1","data_api_version":"3.0","routing_model":{"ONE":["TWO"],"TWO":[]},"screens":[
         {"id":"ONE","title":"Uno","layout":{"type":"SingleColumnLayout","children":[
          {"type":"Footer","label":"Seguir","on-click-action":{"name":"data_exchange","payload":{}}}]}},
         {"id":"TWO","title":"Dos","terminal":true,"data":{"price":{"type":"string","__example__":"1"},"name":{"type":"string","__example__":"a"}},
          "layout":{"type":"SingleColumnLayout","children":[{"type":"TextBody","text":"`${data.price} ${data.name}`"},
          {"type":"Footer","label":"Listo","on-click-action":{"name":"complete","payload":{}}}]}}]}
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.flow.json");

    public FlowViolationMetricsTests() => File.WriteAllText(_file, Json);

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("""{"price":"1","name":null,"vat":2}""", "TWO", "null-value mended,undeclared-key mended")]
    [InlineData("""{"price":"1"}""", "TWO", "missing-key mended")]
    [InlineData("""{"price":1,"name":"a","vat":2}""", "TWO", "wrong-type fallback,undeclared-key fallback")]
    [InlineData("{}", "THREE", "unknown-screen fallback")]
    [InlineData("""{"price":"1","name":"a"}""", "TWO", "")]
    public async Task Ways_in_which_an_answer_does_not_fit_are_counted_by_Flow_kind_and_what_was_sent(string data, string screen, string expected)
    {
        await using var host = new ReceiverHost(configure: services => services.AddFlow("Cotizador", flow => flow
            .WithId("flow_1")
            .WithFlowJson(_file)
            .OnAny(() => FlowAnswer.Show(screen, JsonNode.Parse(data)))));
        using var measured = new MeasuredValues(host.Metrics);

        await host.PostSignedAsync("""
            {"id":"e1","event":"whatsapp.flows.exchanges","data":{"flow":{"id":"flow_1"},"flowExchange":{"action":"data_exchange","screen":"ONE"}}}
            """);

        Assert.Equal(
            expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => $"1 flow=Cotizador kind={one.Replace(" ", " outcome=", StringComparison.Ordinal)}"),
            measured.Of("platica.flow.violations"));
    }
}
