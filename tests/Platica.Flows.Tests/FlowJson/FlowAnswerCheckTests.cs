using System.Text.Json;
using Platica.Flows.FlowJson;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests.FlowJson;

public sealed class FlowAnswerCheckTests
{
    private const string Products = """{"products":[{"id":"p1","title":"Uno"}]}""";
    private const string Price = """{"price":"$ 1","total":1}""";
    private const string ThreeScreens =
        """
        {
          "version": "7.1", "data_api_version": "3.0", "routing_model": { "ONE": ["TWO"], "TWO": ["THREE"] },
          "screens": [{ "id": "ONE" }, { "id": "TWO" }, { "id": "THREE" }]
        }
        """;

    private static readonly FlowDocument Flow = FlowSample.Parse(FlowSample.Endpoint);

    [Theory]
    [InlineData(FlowAction.Init, null, "HOME", Products)]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", Price)]
    [InlineData(FlowAction.DataExchange, "HOME", "HOME", Products)]
    [InlineData(FlowAction.DataExchange, "HOME", null, Products)]
    [InlineData(FlowAction.DataExchange, "HOME", "HOME", """{"error_message":"Elige un producto"}""")]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", """{"error_message":"Agotado"}""")]
    [InlineData(FlowAction.DataExchange, "PRICE", null, """{"total":2.5}""")]
    [InlineData(FlowAction.DataExchange, null, "PRICE", Price)]
    [InlineData(FlowAction.DataExchange, "elsewhere", null, """{"anything":1}""")]
    [InlineData(FlowAction.Back, "PRICE", "HOME", Products)]
    [InlineData(FlowAction.Unknown, "PRICE", "HOME", Products)]
    [InlineData(FlowAction.DataExchange, "PRICE", "SUCCESS", """{"extension_message_response":{"params":{"flow_token":"t","any":null}}}""")]
    [InlineData(FlowAction.DataExchange, "HOME", "SUCCESS", """{"extension_message_response":{"params":{}}}""")]
    [InlineData(FlowAction.Init, null, "HOME", """{"products":[{"id":"p1","title":"Uno","on-select-action":{"name":"update_data","payload":{"x":null}}}]}""")]
    public void Check_accepts_a_fitting_answer_as_it_is(FlowAction action, string? current, string? target, string data)
    {
        var check = Flow.Check(action, current, target, JsonElement.Parse(data));

        Assert.Empty(check.Violations);
        Assert.True(check.IsValid);
        Assert.True(check.IsSendable);
        Assert.Equal(data, check.MendedData.GetRawText());
    }

    [Theory]
    [InlineData("5", true)]
    [InlineData("5.0", true)]
    [InlineData("5.5", false)]
    [InlineData("\"5\"", false)]
    public void An_integer_is_a_whole_number_however_it_is_written(string number, bool fits)
    {
        var flow = FlowSample.Parse("""{ "screens": [{ "id": "ONLY", "data": { "count": { "type": "integer" } } }] }""");

        Assert.Equal(fits, flow.Check(FlowAction.Init, null, "ONLY", JsonElement.Parse($$"""{"count":{{number}}}""")).IsValid);
    }

    [Theory]
    [InlineData(FlowAction.Init, null, "PRICE", Price, FlowViolationKind.UnreachableScreen, "screen")]
    [InlineData(FlowAction.DataExchange, "PRICE", "HOME", Products, FlowViolationKind.UnreachableScreen, "screen")]
    [InlineData(FlowAction.DataExchange, "HOME", "PAGO", Price, FlowViolationKind.UnknownScreen, "screen")]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", """{"price":1,"total":1}""", FlowViolationKind.WrongType, "data.price")]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", """{"price":"1","total":"1"}""", FlowViolationKind.WrongType, "data.total")]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", "[]", FlowViolationKind.WrongType, "data")]
    [InlineData(FlowAction.DataExchange, "HOME", "HOME", """{"error_message":7}""", FlowViolationKind.WrongType, "data.error_message")]
    [InlineData(FlowAction.Init, null, "HOME", """{"products":{}}""", FlowViolationKind.WrongType, "data.products")]
    [InlineData(FlowAction.Init, null, "HOME", """{"products":["p1"]}""", FlowViolationKind.WrongType, "data.products[0]")]
    [InlineData(FlowAction.Init, null, "HOME", """{"products":[null]}""", FlowViolationKind.WrongType, "data.products[0]")]
    [InlineData(FlowAction.Init, null, "HOME", """{"products":[{"id":"p1","title":"Uno"},{"id":2,"title":"Dos"}]}""", FlowViolationKind.WrongType, "data.products[1].id")]
    [InlineData(FlowAction.DataExchange, "HOME", "SUCCESS", "{}", FlowViolationKind.WrongType, "data")]
    [InlineData(FlowAction.DataExchange, "HOME", "SUCCESS", """{"extension_message_response":{"params":[]}}""", FlowViolationKind.WrongType, "data")]
    public void Check_tells_what_cannot_be_sent(
        FlowAction action, string? current, string? target, string data, FlowViolationKind kind, string path)
    {
        var check = Flow.Check(action, current, target, JsonElement.Parse(data));

        var violation = Assert.Single(check.Violations);
        Assert.Equal((kind, path), (violation.Kind, violation.Path));
        Assert.False(check.IsSendable);
    }

    [Theory]
    [InlineData("HOME", "PRICE", """{"price":"1","total":1,"vat":2}""", FlowViolationKind.UndeclaredKey, "data.vat", """{"price":"1","total":1}""")]
    [InlineData("PRICE", null, """{"vat":2}""", FlowViolationKind.UndeclaredKey, "data.vat", "{}")]
    [InlineData("HOME", "PRICE", """{"price":null,"total":1}""", FlowViolationKind.NullValue, "data.price", """{"total":1}""")]
    [InlineData("HOME", null, """{"products":[{"id":"p1","title":"Uno","cost":{"a":[1]}}]}""", FlowViolationKind.UndeclaredKey, "data.products[0].cost", Products)]
    [InlineData("HOME", null, """{"products":[{"id":"p1","title":"Uno"},{"id":"p2","title":null}]}""", FlowViolationKind.NullValue, "data.products[1].title", """{"products":[{"id":"p1","title":"Uno"},{"id":"p2"}]}""")]
    public void Check_mends_what_is_safe_to_mend(string current, string? target, string data, FlowViolationKind kind, string path, string mended)
    {
        var check = Flow.Check(FlowAction.DataExchange, current, target, JsonElement.Parse(data));

        var violation = Assert.Single(check.Violations);
        Assert.Equal((kind, path, true), (violation.Kind, violation.Path, violation.IsMended));
        Assert.True(check.IsSendable);
        Assert.Equal(mended, check.MendedData.GetRawText());
    }

    [Theory]
    [InlineData("""{"total":1}""", "data.price")]
    [InlineData("""{"price":"1"}""", "data.total")]
    public void Check_tells_a_missing_key_which_may_be_sent_all_the_same(string data, string path)
    {
        var check = Flow.Check(FlowAction.DataExchange, "HOME", "PRICE", JsonElement.Parse(data));

        var violation = Assert.Single(check.Violations);
        Assert.Equal((FlowViolationKind.MissingKey, path), (violation.Kind, violation.Path));
        Assert.True(check.IsSendable);
        Assert.Equal(data, check.MendedData.GetRawText());
    }

    [Fact]
    public void Check_takes_no_data_for_an_empty_object() =>
        Assert.Equal(["data.price", "data.total"], Flow.Check(FlowAction.DataExchange, "HOME", "PRICE", default).Violations.Select(one => one.Path));

    [Fact]
    public void Check_tells_everything_at_once()
    {
        var check = Flow.Check(FlowAction.Init, null, "PRICE", JsonElement.Parse("""{"price":1,"vat":2}"""));

        Assert.Equal(["screen", "data.price", "data.vat", "data.total"], check.Violations.Select(one => one.Path));
        Assert.Equal("""{"price":1}""", check.MendedData.GetRawText());
    }

    [Fact]
    public void Check_never_repeats_a_value()
    {
        var check = Flow.Check(FlowAction.DataExchange, "HOME", "PRICE", JsonElement.Parse("""{"price":["Lucía"],"total":"555"}"""));

        Assert.Equal(2, check.Violations.Count);
        Assert.DoesNotContain(check.Violations, one => $"{one}".Contains("Lucía", StringComparison.Ordinal) || $"{one}".Contains("555", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FlowAction.DataExchange, "ONE", "TWO", true)]
    [InlineData(FlowAction.DataExchange, "ONE", "THREE", false)]
    [InlineData(FlowAction.DataExchange, "THREE", "ONE", false)]
    [InlineData(FlowAction.Back, "THREE", "ONE", true)]
    [InlineData(FlowAction.Back, "ONE", "THREE", false)]
    [InlineData(FlowAction.Init, "TWO", "ONE", true)]
    [InlineData(FlowAction.Init, null, "TWO", false)]
    public void Check_knows_the_ways_of_the_routing_model(FlowAction action, string? current, string target, bool allowed) =>
        Assert.Equal(allowed, FlowSample.Parse(ThreeScreens).Check(action, current, target, default).IsValid);

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"version":"7.1"}""")]
    public void Check_of_a_document_that_says_nothing_accepts_everything(string json) =>
        Assert.True(FlowSample.Parse(json).Check(FlowAction.Init, null, "ANY", JsonElement.Parse("""{"a":1}""")).IsValid);

    [Theory]
    [InlineData(FlowAction.Init, null, "HOME", Products)]
    [InlineData(FlowAction.DataExchange, "HOME", "PRICE", Price)]
    [InlineData(FlowAction.Back, "PRICE", "HOME", Products)]
    [InlineData(FlowAction.DataExchange, "HOME", "SUCCESS", """{"extension_message_response":{"params":{}}}""")]
    public void Check_of_a_fitting_answer_allocates_nothing(FlowAction action, string? current, string target, string json)
    {
        var data = JsonElement.Parse(json);
        var check = Flow.Check(action, current, target, data);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var repeat = 0; repeat < 100; repeat++)
        {
            check = Flow.Check(action, current, target, data);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(check.IsValid);
    }
}
