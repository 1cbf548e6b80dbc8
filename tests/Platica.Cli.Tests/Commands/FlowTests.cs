using System.Text.Json;
using Generated;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class FlowTests
{
    private const string Broken =
        """
        {
          "version": "7.1",
          "screens": [
            {
              "id": "ONLY",
              "terminal": true,
              "data": { "unused": { "type": "string", "__example__": "x" } },
              "layout": {
                "type": "SingleColumnLayout",
                "children": [{ "type": "Footer", "label": "x", "on-click-action": { "name": "complete", "payload": { "a": "${form.missing}" } } }]
              }
            }
          ]
        }
        """;

    private static readonly string OnlyWarnings = Broken.Replace("${form.missing}", "1", StringComparison.Ordinal);

    [Fact]
    public async Task Check_prints_each_problem_with_its_place_as_compilers_do()
    {
        using var run = new CliRun();
        var file = run.Write("broken.json", Broken);

        Assert.Equal(1, await run.RunAsync("flow", "check", file));

        Assert.Equal(
            [
                $"{file}:7:17: warning unused-data: Nothing uses ${{data.unused}}: use it, or remove the declaration.",
                $"{file}:10:115: error missing-form-component: No component of screen \"ONLY\" is named \"missing\": add one, or correct ${{form.missing}}.",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Check_takes_several_files_and_warnings_do_not_fail()
    {
        using var run = new CliRun();
        var warned = run.Write("warned.json", OnlyWarnings);

        Assert.Equal(0, await run.RunAsync("flow", "check", warned, PathOf("cita.flow.json")));

        Assert.Equal([$"{warned}:7:17: warning unused-data", $"{PathOf("cita.flow.json")}: no problems"], run.Lines.Select(line => line.Split(": Nothing")[0]));
    }

    [Fact]
    public async Task Check_as_JSON_prints_one_document_per_problem()
    {
        using var run = new CliRun();
        var file = run.Write("broken.json", Broken);

        Assert.Equal(1, await run.RunAsync("flow", "check", file, PathOf("cita.flow.json"), "--json"));

        var problem = JsonElement.Parse(run.Lines[1]);
        Assert.Equal(2, run.Lines.Length);
        Assert.Equal(
            ("missing-form-component", "error", 10, 115, "$.screens[0].layout.children[0].on-click-action.payload.a", file),
            (problem.GetProperty("code").GetString(), problem.GetProperty("severity").GetString(), problem.GetProperty("line").GetInt32(),
                problem.GetProperty("column").GetInt32(), problem.GetProperty("path").GetString(), problem.GetProperty("file").GetString()));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("graph")]
    [InlineData("types")]
    public async Task A_file_that_is_not_there_is_a_usage_error(string command)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("flow", command, Path.Combine(run.Folder, "nowhere.json")));
        Assert.StartsWith("Cannot read the Flow JSON", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_folder_is_no_file(string command)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("flow", command, run.Folder));
        Assert.Equal($"Cannot read the Flow JSON: {run.Folder} is a folder.\n", run.Error);
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("types")]
    public async Task A_file_that_is_not_JSON_is_told_with_its_place(string command)
    {
        using var run = new CliRun();
        var file = run.Write("broken.json", "{\n  oops\n}");

        Assert.Equal(1, await run.RunAsync("flow", command, file));
        Assert.StartsWith($"{file}:2:3: error malformed-json:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_draws_screens_routes_beginning_and_end()
    {
        using var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("flow", "graph", PathOf("cita.flow.json")));

        Assert.Equal(
            """
            flowchart LR
                s1(["APPOINTMENT<br/>Agendar una cita"])
                s2["DETAILS<br/>Tus datos"]
                s3((("SUMMARY<br/>Confirma tu cita")))
                s1 --> s2
                s2 --> s3
                classDef entry stroke-width:3px
                class s1 entry
                classDef terminal stroke-dasharray:5 3
                class s3 terminal

            """,
            run.Output);
    }

    [Fact]
    public async Task Graph_escapes_what_Mermaid_would_take_for_its_own()
    {
        using var run = new CliRun();
        var file = run.Write("odd.json", """{ "screens": [{ "id": "end", "title": "\"]; <b>#1</b> `ñ`\n%% 🎉" }] }""");

        await run.RunAsync("flow", "graph", file);

        Assert.Contains("([\"end<br/>#34;#93;#59; #60;b#62;#35;1#60;#47;b#62; #96;ñ#96; #37;#37; 🎉\"])", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1. Datos", "1#46; Datos")]
    [InlineData("- Datos", "#45; Datos")]
    public async Task Graph_lets_no_title_become_a_Markdown_list(string title, string expected)
    {
        using var run = new CliRun();
        var file = run.Write("list.json", $$"""{ "screens": [{ "id": "A_B", "title": "{{title}}" }] }""");

        await run.RunAsync("flow", "graph", file);

        Assert.Contains($"([\"A_B<br/>{expected}\"])", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cita.flow.json", "CitaTypes.cs")]
    [InlineData("odd.flow.json", "OddTypes.cs")]
    public async Task Types_prints_records_that_compile(string flow, string golden)
    {
        using var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("flow", "types", PathOf(flow), "--namespace", "Generated"));

        // The golden files are compiled into this very project.
        Assert.Equal(File.ReadAllText(PathOf(golden)).ReplaceLineEndings("\n"), run.Output);
    }

    [Fact]
    public void Types_read_and_write_the_names_of_the_flow()
    {
        var form = JsonSerializer.Deserialize<DetailsForm>("""{"branch":"centro","date":"2026-11-26","name":"Ana","phone":"1","wants_reminder":true}""")!;
        var data = new AppointmentData([new("centro", "Sucursal Centro")], [], IsDateEnabled: true);

        Assert.Equal(("centro", null, true), (form.Branch, form.Notes, form.WantsReminder));
        Assert.Equal("""{"branches":[{"id":"centro","title":"Sucursal Centro"}],"dates":[],"is_date_enabled":true}""", JsonSerializer.Serialize(data));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("Shop..Flows")]
    [InlineData("Shop; class X")]
    public async Task Types_refuses_what_is_no_namespace(string space)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("flow", "types", PathOf("cita.flow.json"), "--namespace", space));
        Assert.Contains("--namespace", run.Error, StringComparison.Ordinal);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Flows", file);
}
