using System.Text;
using Platica.Flows.FlowJson;

namespace Platica.Flows.Tests.FlowJson;

public sealed class FlowDocumentTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"version\": \"7.1\",\n}", 3, 1)]
    [InlineData("{\r\n  \"title\": \"Cotización\" \"x\"\r\n}", 2, 25)]
    [InlineData("{\"a\": 1}\n// end", 2, 1)]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7)]
    public void Parse_of_malformed_JSON_tells_one_problem_and_its_place(string json, int line, int column)
    {
        var problem = Assert.Single(FlowSample.Parse(json).Problems);

        Assert.Equal(("malformed-json", line, column, true), (problem.Code, problem.Line, problem.Column, problem.IsError));
    }

    [Theory]
    [InlineData("", "This is not JSON. The file is empty.")]
    [InlineData(" \r\n", "This is not JSON. The file is empty.")]
    [InlineData("\uFEFF", "This is not JSON. The file is empty.")]
    [InlineData("[1,]", "This is not JSON. The JSON array contains a trailing comma at the end which is not supported in this mode.")]
    public void Parse_of_malformed_JSON_says_what_a_person_can_mend(string json, string message) =>
        Assert.Equal(message, Assert.Single(FlowSample.Parse(json).Problems).Message);

    [Fact]
    public void Parse_of_another_encoding_says_so()
    {
        var problem = Assert.Single(FlowDocument.Parse(Encoding.Latin1.GetBytes("{\n \"title\": \"Cotización\"}")).Problems);

        Assert.Equal(("malformed-json", 2, 20), (problem.Code, problem.Line, problem.Column));
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_takes_a_byte_order_mark()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(FlowSample.Endpoint)];

        Assert.Empty(FlowDocument.Parse(bytes).Problems);
    }

    [Theory]
    [InlineData("{", 2)]
    [InlineData("{\"version\": 7}", 2)]
    public void A_byte_order_mark_does_not_move_the_columns(string json, int column)
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)];

        Assert.Equal(FlowSample.Parse(json).Problems, FlowDocument.Parse(bytes).Problems);
        Assert.Contains(FlowSample.Parse(json).Problems, problem => problem.Column >= column);
    }

    [Fact]
    public void Parse_of_something_else_than_an_object_says_so() =>
        Assert.Equal("wrong-type", Assert.Single(FlowSample.Parse("\n [1]").Problems).Code);

    [Theory]
    [InlineData("""{ "version": "7.1" }""", "missing-screens")]
    [InlineData("""{ "version": "7.1", "screens": [] }""", "missing-screens")]
    [InlineData("""{ "version": "7.1", "screens": {} }""", "wrong-type")]
    [InlineData("""{ "version": "7.1", "screens": [7] }""", "wrong-type")]
    [InlineData("""{ "version": "7.1", "screens": [{ "terminal": false }] }""", "no-terminal-screen missing-screen-id missing-layout")]
    [InlineData("""{ "version": "7.1", "screens": [{ "id": "A", "layout": { "type": "SingleColumnLayout" } }] }""", "no-terminal-screen missing-children")]
    [InlineData("""{ "version": "7.1", "screens": [{ "id": "A", "layout": 7 }] }""", "no-terminal-screen wrong-type")]
    public void Parse_of_a_document_that_lacks_the_essentials_says_what_to_add(string json, string codes) =>
        Assert.Equal(codes.Split(' '), FlowSample.Parse(json).Problems.Select(problem => problem.Code));

    [Theory]
    [InlineData(TenMegabytes, false)]
    [InlineData(TenMegabytes + 1, true)]
    public void Parse_refuses_more_than_10_MB(int length, bool isTooLarge)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(FlowSample.Static).CopyTo(bytes, 0);

        Assert.Equal(isTooLarge, FlowDocument.Parse(bytes).Problems.Any(problem => problem.Code == "file-too-large"));
    }

    [Fact]
    public void Parse_of_very_deep_JSON_tells_a_problem() =>
        Assert.Equal("malformed-json", Assert.Single(FlowSample.Parse(new string('[', 100_000)).Problems).Code);

    [Fact]
    public void Problems_come_in_the_files_order_with_their_paths()
    {
        var json = FlowSample.Edit(FlowSample.Edit(FlowSample.Endpoint, "\"title\": \"Inicio\"", "\"title\": 7"), "${form.product}", "${form.other}");

        var problems = FlowSample.Parse(json).Problems;

        Assert.Equal(["$.screens[0].title", "$.screens[0].layout.children[1].on-click-action.payload.product"], problems.Select(problem => problem.Path));
        Assert.Equal("8:16: error wrong-type: \"title\" must be a text.", problems[0].ToString());
    }

    [Fact]
    public void Column_counts_characters_and_not_bytes()
    {
        var problems = FlowSample.Parse(FlowSample.Edit(FlowSample.Endpoint, "\"title\": \"Inicio\"", "\"título\": \"¡Hola!\", \"x\": 1")).Problems;

        Assert.Equal([7, 27], problems.Select(problem => problem.Column));
        Assert.Equal("$.screens[0][\"t\\u00EDtulo\"]", problems[0].Path);
    }

    [Fact]
    public void Load_reads_a_file_and_throws_where_there_is_none()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, FlowSample.Static);

        Assert.Empty(FlowDocument.Load(path).Problems);
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => FlowDocument.Load(path));
    }
}
