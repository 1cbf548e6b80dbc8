using System.Globalization;
using Platica.Flows.FlowJson;

namespace Platica.Flows.Tests.FlowJson;

public sealed class FlowGraphRuleTests
{
    private const string Footer = """{ "type": "Footer", "label": "x", "on-click-action": { "name": "data_exchange", "payload": {} } }""";

    [Theory]
    [InlineData("A>B B>C C>", "")]
    [InlineData("A>BC B>D C>D D>", "")]
    [InlineData("A>B B>C C>A", "routing-loop no-entry-screen")]
    [InlineData("A>B B>C C>D D>B", "routing-loop")]
    [InlineData("A>B B>CA C>", "routing-backward no-entry-screen")]
    [InlineData("A>B C>B B>C", "routing-backward")]
    [InlineData("A>B B> C>D D>", "unreachable-screen dead-end")]
    [InlineData("A>C B>C C>", "several-entry-screens")]
    [InlineData("A>B B>!C C>", "unreachable-screen unknown-screen dead-end")]
    [InlineData("A>BC B> C>", "dead-end")]
    public void Problems_judges_the_routing_model(string routes, string codes)
    {
        var nodes = routes.Split(' ').Select(route => route.Split('>')).ToList();
        var model = nodes.Select(node => $"\"{node[0]}\": [{string.Join(',', Targets(node[1]).Select(target => $"\"{target}\""))}]");
        var screens = nodes.Select((node, index) => Screen(node[0], terminal: index == nodes.Count - 1));

        var problems = Flow(string.Join(',', model), screens);

        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), problems.Select(problem => problem.Code).Distinct().Order());
    }

    [Theory]
    [InlineData("A>B B>C C>A", "$.routing_model.C[0]")]
    [InlineData("A>B B>C C>D D>B", "$.routing_model.D[0]")]
    [InlineData("A>B B>D D>C C>B", "$.routing_model.C[0]")]
    public void A_circle_is_told_once_and_where_it_closes(string routes, string path)
    {
        var nodes = routes.Split(' ').Select(route => route.Split('>')).ToList();

        var problems = Flow(
            string.Join(',', nodes.Select(node => $"\"{node[0]}\": [\"{node[1]}\"]")), nodes.Select(node => Screen(node[0], terminal: true)));

        Assert.Equal(path, Assert.Single(problems, problem => problem.Code == "routing-loop").Path);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void A_screen_leads_to_at_most_10_others(int branches, int expected)
    {
        var others = Names(branches).ToList();

        var problems = Flow(
            $"\"START\": [{string.Join(',', others.Select(name => $"\"{name}\""))}]",
            others.Select(name => Screen(name, terminal: true)).Prepend(Screen("START", terminal: false)));

        Assert.Equal(expected, problems.Count(problem => problem.Code == "too-many-branches"));
        Assert.Equal(expected, problems.Count);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void A_flow_has_at_most_100_screens(int count, int expected)
    {
        var names = Names(count).ToList();
        var model = names.Zip(names.Skip(1), (one, next) => $"\"{one}\": [\"{next}\"]");

        var problems = Flow(string.Join(',', model), names.Select(name => Screen(name, terminal: name == names[^1])));

        Assert.Equal(expected, problems.Count(problem => problem.Code == "too-many-screens"));
        Assert.Equal(expected, problems.Count);
    }

    [Fact]
    public void One_screen_needs_no_routes() => Assert.Empty(Flow("", [Screen("ONLY", terminal: true)]));

    [Fact]
    public void A_screen_that_is_not_named_must_be_added() =>
        Assert.Equal("screen-not-routed", Assert.Single(Flow("\"ONE\": []", [Screen("ONE", terminal: true), Screen("TWO", terminal: true)])).Code);

    [Fact]
    public void A_navigate_must_be_in_the_routing_model()
    {
        var footer = Footer.Replace("\"data_exchange\"", "\"navigate\", \"next\": { \"type\": \"screen\", \"name\": \"C\" }", StringComparison.Ordinal);

        var problem = Assert.Single(Flow("\"A\": [\"B\"], \"B\": [\"C\"]", [Screen("A", false, footer), Screen("B", false), Screen("C", true)]));

        Assert.Equal("missing-route", problem.Code);
    }

    [Fact]
    public void What_data_brings_may_lead_to_screens_too()
    {
        const string Items = """
            "items": { "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string" } } }, "__example__": [{ "id": "a", "on-click-action": { "name": "navigate", "next": { "name": "TARGET" } } }] }
            """;
        string Json(string target) =>
            $$"""
            { "version": "7.1", "screens": [
              { "id": "A", "data": { {{Items.Replace("TARGET", target, StringComparison.Ordinal)}} },
                "layout": { "type": "SingleColumnLayout", "children": [{ "type": "NavigationList", "name": "list", "list-items": "${data.items}" }] } },
              { "id": "B", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{ "type": "Footer", "label": "x", "on-click-action": { "name": "complete" } }] } }
            ] }
            """;

        Assert.Empty(FlowSample.Parse(Json("B")).Problems);
        Assert.Equal(["unknown-screen", "unreachable-screen"], FlowSample.Parse(Json("C")).Problems.Select(problem => problem.Code).Order());
    }

    private static IEnumerable<string> Targets(string letters) => letters.StartsWith('!') ? ["NOWHERE"] : letters.Select(letter => letter.ToString());

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"S_{(char)('A' + (index / 26))}{(char)('A' + (index % 26))}"));

    private static string Screen(string id, bool terminal, string footer = Footer) =>
        $$"""
        { "id": "{{id}}", "terminal": {{(terminal ? "true" : "false")}}, "layout": { "type": "SingleColumnLayout", "children": [{{footer}}] } }
        """;

    private static IReadOnlyList<FlowProblem> Flow(string routes, IEnumerable<string> screens) => FlowSample.Parse(
        $$"""
        { "version": "7.1", "data_api_version": "3.0", "routing_model": { {{routes}} }, "screens": [
        {{string.Join(",\n", screens)}}
        ] }
        """).Problems;
}
