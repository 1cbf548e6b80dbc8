using System.Text.Json;
using Platica.Cli.Walking;

namespace Platica.Cli.Tests.Walking;

public sealed class ExpressionTests
{
    private readonly WalkPath _path = new();

    public ExpressionTests()
    {
        _path.Show("FIRST", default, JsonElement.Parse("""{"n":1}"""));
        _path.Show("SECOND", default, JsonElement.Parse("""{"a":2,"b":true,"c":"x y","d":{"e":[1]},"f":null}"""));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${data.a}", "2")]
    [InlineData("${ data.a }", "2")]
    [InlineData("${data.d.e}", "[1]")]
    [InlineData("${screen.FIRST.data.n}", "1")]
    [InlineData("${data.missing}", "")]
    [InlineData("${screen.NOWHERE.data.n}", "")]
    [InlineData("costs ${data.a}", "costs ${data.a}")]
    [InlineData("`'costs ' ${data.a} ' pesos'`", "costs 2 pesos")]
    [InlineData("`${data.a} + 2 * 3`", "8")]
    [InlineData("`(${data.a} + 2) * 3 % 5`", "2")]
    [InlineData("`${data.a} - 0.5`", "1.5")]
    [InlineData("`${data.a} / 4`", "0.5")]
    [InlineData("`${data.a} / 0`", "0")]
    [InlineData("`${data.a} % 0`", "0")]
    [InlineData("`${data.missing} / 2`", "0")]
    [InlineData("`${data.a} / ${data.missing}`", "0")]
    [InlineData("`${data.c} == 'x y'`", "true")]
    [InlineData("`${data.c} != 'x y'`", "false")]
    [InlineData("`${data.a} >= 2 && !(${data.b} == false)`", "true")]
    [InlineData("`${data.a} < 2 || ${data.missing} == ''`", "true")]
    [InlineData("`${data.a} > 2 || false`", "false")]
    [InlineData("`oops (`", "`oops (`")]
    [InlineData("`'open`", "`'open`")]
    public void Evaluate_fills_in_what_a_phone_fills_in(string text, string expected) =>
        Assert.Equal(expected, FlowText.Of(FlowExpression.Evaluate(JsonSerializer.SerializeToElement(text), _path)));

    [Theory]
    [InlineData('(')]
    [InlineData('!')]
    public void An_expression_nested_beyond_all_reason_is_taken_for_text(char opening)
    {
        var text = $"`{new string(opening, 1_000_000)}`";

        Assert.Equal(text, FlowText.Of(FlowExpression.Evaluate(JsonSerializer.SerializeToElement(text), _path)));
    }

    [Theory]
    [InlineData("\"${data.b}\"", true)]
    [InlineData("\"${data.missing}\"", false)]
    [InlineData("\"${data.a} == 2\"", true)]
    [InlineData("\"`${data.a} == 3`\"", false)]
    [InlineData("\"oops (\"", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void A_condition_holds_with_backticks_or_without(string condition, bool holds) =>
        Assert.Equal(holds, FlowExpression.Holds(JsonElement.Parse(condition), _path));

    [Fact]
    public void Fill_leaves_out_what_refers_to_nothing() => Assert.Equal(
        """{"a":2,"deep":{"n":1},"list":["x y",null],"f":null}""",
        FlowExpression.Fill(
            JsonElement.Parse("""{"a":"${data.a}","gone":"${form.gone}","deep":{"n":"${screen.FIRST.data.n}","no":"${data.no}"},"list":["${data.c}","${data.no}"],"f":"${data.f}"}"""),
            _path).GetRawText());
}
