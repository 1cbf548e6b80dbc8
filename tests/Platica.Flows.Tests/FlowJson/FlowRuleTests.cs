using Platica.Flows.FlowJson;

namespace Platica.Flows.Tests.FlowJson;

public sealed class FlowRuleTests
{
    private const string HomeRoutes = """{ "HOME": ["PRICE"], "PRICE": [] }""";
    private const string Products = "\"${data.products}\" }";
    private const string Price = """{ "type": "string", "__example__": "$ 1" }""";
    private const string Exchange = """{ "name": "data_exchange", "payload": { "product": "${form.product}" } }""";
    private const string Input = """{ "type": "TextInput", "name": "name", "label": "Nombre" },""";
    private const string OptIn = """{ "type": "OptIn", "name": "terms", "label": "Acepto" },""";
    private const string Next = "\"next\": { \"type\": \"screen\", \"name\": \"LAST\" },";
    private const string Sent = """{ "name": "${form.name}", "accepted": "${form.terms}" }""";
    private const string Greeting = "\"`'Hola ' ${data.name}`\"";
    private const string Complete = """{ "name": "complete", "payload": { "name": "${screen.FIRST.form.name}" } }""";
    private const string LastFooter = ",\n          { \"type\": \"Footer\", \"label\": \"Listo\", \"on-click-action\": " + Complete + " }";

    [Theory]
    [InlineData(FlowSample.Endpoint)]
    [InlineData(FlowSample.Static)]
    public void Problems_is_empty_for_a_right_flow(string sample) => Assert.Empty(FlowSample.Parse(sample).Problems);

    [Theory]
    [MemberData(nameof(OfEndpoints))]
    public void Problems_tells_what_is_wrong_with_a_flow_with_an_endpoint(string old, string replacement, string codes) =>
        AssertProblems(FlowSample.Edit(FlowSample.Endpoint, old, replacement), codes);

    [Theory]
    [MemberData(nameof(OfStaticFlows))]
    public void Problems_tells_what_is_wrong_with_a_flow_without_an_endpoint(string old, string replacement, string codes) =>
        AssertProblems(FlowSample.Edit(FlowSample.Static, old, replacement), codes);

    [Fact]
    public void A_declaration_of_one_fixed_value_needs_no_type() => Assert.Empty(FlowSample.Parse(FlowSample.Edit(
        FlowSample.Endpoint,
        """{ "id": { "type": "string" },""",
        """{ "on-select-action": { "type": "object", "properties": { "name": { "const": "update_data" } } }, "id": { "type": "string" },""")).Problems);

    private static void AssertProblems(string marked, string codes)
    {
        var (json, line, column) = FlowSample.Unmark(marked);

        var problems = FlowSample.Parse(json).Problems;

        var expected = codes.Split(' ');
        Assert.Equal(expected.Order(), problems.Select(problem => problem.Code).Distinct().Order());
        if (marked.Contains(FlowSample.Place, StringComparison.Ordinal))
        {
            Assert.Contains(problems, problem => (problem.Code, problem.Line, problem.Column) == (expected[0], line, column));
        }
    }

    /// <summary>What is edited, how, and the codes that follow; the first is told at the mark.</summary>
    public static TheoryData<string, string, string> OfEndpoints => new()
    {
        { "\"version\": \"7.1\",", "", "missing-version" },
        { "\"version\": \"7.1\"", "\"version\": »7.1", "wrong-type" },
        { "\"version\": \"7.1\"", "\"version\": »\"seven\"", "invalid-version" },
        { "\"version\": \"7.1\"", "»\"flavour\": 1, \"version\": \"7.1\"", "unknown-property" },
        { "\"version\": \"7.1\"", "»\"data_channel_uri\": \"https://x.invalid\", \"version\": \"7.1\"", "unsupported-data-channel-uri" },
        { "\"version\": \"7.1\"", "\"version\": \"7.1\", »\"version\": \"7.1\"", "duplicate-property" },
        { "\"routing_model\": " + HomeRoutes + ",", "", "missing-routing-model" },
        { HomeRoutes, "»[]", "wrong-type" },
        { HomeRoutes, """{ "HOME": ["PRICE", »"PAGO"] }""", "unknown-screen" },
        { HomeRoutes, """{ "HOME": ["PRICE"], »"PAGO": [] }""", "unknown-screen" },
        { HomeRoutes, """{ "HOME": ["PRICE", »7] }""", "wrong-type" },
        { HomeRoutes, """{ "HOME": ["PRICE"], "PRICE": »"HOME" }""", "wrong-type" },
        { HomeRoutes, """{ "HOME": ["PRICE"], "PRICE": [»"HOME"] }""", "routing-backward no-entry-screen" },
        { HomeRoutes, """{ "HOME": ["PRICE"], "PRICE": [»"PRICE"] }""", "routing-loop" },
        { "\"title\": \"Inicio\"", "\"title\": »1", "wrong-type" },
        { "\"title\": \"Inicio\"", "»\"subtitle\": \"Inicio\"", "unknown-property" },
        { "\"title\": \"Inicio\"", "\"success\": »true", "success-on-non-terminal" },
        { "\"terminal\": true", "\"terminal\": true, \"success\": »false", "no-successful-screen" },
        { "\"id\": \"HOME\"", "\"id\": »\"\"", "invalid-screen-id unknown-screen" },
        { "\"id\": \"HOME\"", "\"id\": »\"HOME_1\"", "invalid-screen-id unknown-screen screen-not-routed" },
        { "\"id\": \"PRICE\"", "\"id\": »\"Success\"", "reserved-screen-id dead-end unknown-screen screen-not-routed" },
        { "\"id\": \"PRICE\"", "\"id\": »\"HOME\"", "duplicate-screen-id unknown-screen dead-end" },
        { Price, """{ "__example__": "$ 1" }""", "missing-data-type" },
        { Price, """{ "type": »1, "__example__": "$ 1" }""", "wrong-type" },
        { Price, """{ "type": »"text", "__example__": "$ 1" }""", "unknown-data-type" },
        { Price, """{ "type": "string" }""", "missing-example" },
        { Price, """{ "type": "string", "__example__": »1 }""", "wrong-example" },
        { Price, "»\"string\"", "wrong-type" },
        { """[{ "id": "p1", "title": "Uno" }]""", """[{ "id": "p1", "title": »1 }]""", "wrong-example" },
        { """{ "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } }""", "»\"object\"", "wrong-type" },
        { "\"items\": { \"type\": \"object\", \"properties\": { \"id\": { \"type\": \"string\" }, \"title\": { \"type\": \"string\" } } },", "", "missing-items" },
        { """{ "id": { "type": "string" }, "title": { "type": "string" } }""", """{ "id": { "type": "string" }, "title": { "type": "string" }, »"__example__": {} }""", "nested-example" },
        { """, "title": { "type": "string" } }""", " }", "wrong-data-source" },
        { "\"data-source\": " + Products, "\"data-source\": »\"${data.productos}\" }", "missing-data-declaration unused-data" },
        { "\"data-source\": " + Products, "\"data-source\": »\"${data.products.title}\" }", "missing-data-declaration" },
        { "${data.price} ' ' ${data.total}", "${data.total}", "unused-data" },
        { "\"${form.product}\"", "»\"${form.producto}\"", "missing-form-component" },
        { "\"${form.product}\"", "»\"${screen.HOME.form.product}\"", "reference-to-itself" },
        { "\"${form.product}\"", "»\"${screen.CASA.form.product}\"", "unknown-screen" },
        { "\"name\": \"product\", ", "", "missing-component-name missing-form-component" },
        { "\"Dropdown\"", "\"Slider\"", "unknown-component" },
        { Exchange, "»{ \"payload\": {} }", "missing-action-name" },
        { Exchange, "»{ \"name\": \"teleport\", \"payload\": {} }", "unknown-action" },
        { Exchange, """{ "name": "navigate", "next": { "type": "screen", "name": »"HOME" }, "payload": {} }""", "navigate-to-itself" },
    };

    public static TheoryData<string, string, string> OfStaticFlows => new()
    {
        { "\"version\": \"7.1\",", "\"version\": \"7.1\", \"routing_model\": { \"FIRST\": [\"LAST\"], \"LAST\": [»\"FIRST\"] },", "routing-backward no-entry-screen" },
        { "\"id\": \"FIRST\"", "\"refresh_on_back\": »true, \"id\": \"FIRST\"", "refresh-without-endpoint" },
        { "\"id\": \"LAST\",\n      \"terminal\": true", "\"id\": \"LAST\"", "complete-on-non-terminal no-terminal-screen" },
        { Next, "", "missing-target unreachable-screen" },
        { Next, "\"next\": { \"type\": \"screen\", \"name\": »\"END\" },", "unknown-screen unreachable-screen" },
        { Next, "\"next\": { \"type\": \"screen\", \"name\": »\"FIRST\" },", "navigate-to-itself unreachable-screen" },
        { Sent, """{ "name": "${form.name}", "accepted": "${form.terms}", »"age": 1 }""", "undeclared-data" },
        { Sent, """{ "name": "${form.name}" }""", "missing-data" },
        { Sent, """{ "name": »"${form.terms}", "accepted": true }""", "wrong-data-type" },
        { Sent, """{ "name": »7, "accepted": true }""", "wrong-data-type" },
        { "\"layout\": {\n        \"type\": \"SingleColumnLayout\",\n        \"children\": [\n          { \"type\": \"TextBody\"", "\"layout\": »{\n        \"type\": \"Grid\",\n        \"children\": [\n          { \"type\": \"TextBody\"", "unknown-layout" },
        { Greeting, "\"`'Hola ' ${data.name}`\", \"type\": \"TextBody\"", "duplicate-property" },
        { "\"type\": \"TextBody\", ", "", "missing-component-type" },
        { LastFooter, "", "terminal-without-footer" },
        { Complete, """{ "name": "open_url", "url": "https://x.invalid" }""", "terminal-without-complete" },
        { Complete, "»" + """{ "name": "data_exchange", "payload": {} }""", "data-exchange-without-endpoint" },
        { Input, Input + "»{ \"type\": \"TextArea\", \"name\": \"name\", \"label\": \"Otro\" },", "duplicate-component-name" },
        { Input, "{ \"type\": \"Form\", \"name\": \"f\", \"children\": [] }, »" + Input, "outside-form" },
        { Input, "{ \"type\": \"TextBody\", \"text\": »\"${form.f}\" }, { \"type\": \"Form\", \"name\": \"f\", \"children\": [" + Input.TrimEnd(',') + ", " + OptIn.TrimEnd(',') + "] },", "missing-form-component outside-form duplicate-component-name" },
        { Input, "»7, " + Input, "wrong-type" },
        { OptIn, OptIn + "{ \"type\": \"EmbeddedLink\", \"text\": \"x\", \"on-click-action\": »{ \"name\": \"complete\", \"payload\": {} } },", "complete-outside-footer complete-on-non-terminal" },
        { OptIn, OptIn + "{ \"type\": \"EmbeddedLink\", \"text\": \"x\", \"on-click-action\": { \"name\": \"update_data\", \"payload\": { »\"color\": 1 } } },", "undeclared-update" },
        { OptIn, OptIn + "»{ \"type\": \"If\", \"condition\": \"${form.terms}\", \"then\": [{ \"type\": \"Footer\" }] },", "footer-not-in-all-branches too-many-components" },
    };
}
