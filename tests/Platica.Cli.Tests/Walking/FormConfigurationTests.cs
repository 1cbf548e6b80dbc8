using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Walking;

public sealed class FormConfigurationTests
{
    private const string Profile =
        """
        {
          "version": "7.1",
          "data_api_version": "3.0",
          "routing_model": { "PROFILE": ["DONE"], "DONE": [] },
          "screens": [
            {
              "id": "PROFILE",
              "data": {
                "city": { "type": "string", "__example__": "Puebla" },
                "init_values": { "type": "object", "__example__": {} },
                "error_messages": { "type": "object", "__example__": {} }
              },
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  {
                    "type": "Form",
                    "name": "profile",
                    "init-values": INITIAL,
                    "error-messages": ERRORS,
                    "children": [
                      { "type": "TextBody", "text": "`'Hola ' ${form.name}`" },
                      { "type": "TextInput", "name": "name", "label": "Nombre", "required": true },
                      {
                        "type": "CheckboxGroup",
                        "name": "days",
                        "label": "Días",
                        "data-source": [{ "id": "lu", "title": "Lunes" }, { "id": "ma", "title": "Martes" }]
                      },
                      { "type": "TextInput", "name": "city", "label": "Ciudad", "enabled": false },
                      {
                        "type": "If",
                        "condition": "${form.city} == 'Puebla'",
                        "then": [{ "type": "TextArea", "name": "street", "label": "Calle" }]
                      },
                      {
                        "type": "Footer",
                        "label": "Guardar",
                        "on-click-action": {
                          "name": "data_exchange",
                          "payload": { "name": "${form.name}", "days": "${form.days}", "city": "${form.city}", "street": "${form.street}" }
                        }
                      }
                    ]
                  }
                ]
              }
            },
            {
              "id": "DONE",
              "terminal": true,
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  { "type": "TextInput", "name": "note", "label": "Nota", "init-value": "Gracias", "error-message": "Una línea" },
                  { "type": "Footer", "label": "Listo", "on-click-action": { "name": "complete", "payload": { "note": "${form.note}" } } }
                ]
              }
            }
          ]
        }
        """;

    private const string Initial = """{"name":"Ana","days":["lu"],"city":"Puebla","street":"Juárez 1"}""";
    private const string Opened = """{"screen":"PROFILE","data":{"city":"Puebla","init_values":""" + Initial + "}}";
    private const string Refused = """{"screen":"PROFILE","data":{"error_messages":{"name":"Muy corto"}}}""";
    private const string Done = """{"screen":"DONE"}""";

    private static readonly string Bound = Write("\"${data.init_values}\"", "\"${data.error_messages}\"");

    [Theory]
    [InlineData("\"${data.init_values}\"")]
    [InlineData("""{ "name": "Ana", "days": ["lu"], "city": "${data.city}", "street": "Juárez 1" }""")]
    public async Task Fields_begin_with_what_the_Form_says(string initial)
    {
        var flow = new StubFlow(("init", Opened), ("data_exchange", Done));
        using var run = flow.Run("", "", "", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Write(initial, "{}"))));

        Assert.Contains("  Hola Ana\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  Nombre (name) [Ana]: \n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Ciudad", run.Output, StringComparison.Ordinal);
        Assert.Equal("""data_exchange PROFILE {"name":"Ana","days":["lu"],"city":"Puebla","street":"Juárez 1"}""", flow.Asked[1]);
    }

    [Fact]
    public async Task What_a_person_enters_stays_whatever_the_Form_begins_with()
    {
        var flow = new StubFlow(("init", Opened), ("data_exchange", Opened), ("data_exchange", Done));
        using var run = flow.Run("Luis", "2", "", "", "", "", "", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Bound)));
        Assert.Equal("""data_exchange PROFILE {"name":"Luis","days":["ma"],"city":"Puebla","street":"Juárez 1"}""", flow.Asked[2]);
    }

    [Theory]
    [InlineData("""{"name":"","days":null}""")]
    [InlineData("{}")]
    public async Task An_empty_value_fills_in_nothing(string initial)
    {
        var flow = new StubFlow(("init", $$$"""{"screen":"PROFILE","data":{"init_values":{{{initial}}}}}"""), ("data_exchange", Done));
        using var run = flow.Run("Luis", "", "", "", "");

        await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Bound));

        Assert.Contains("  Nombre (name): ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_a_field_stands_at_the_field_until_the_next_answer()
    {
        var flow = new StubFlow(("init", Opened), ("data_exchange", Refused), ("data_exchange", Opened), ("data_exchange", Done));
        using var run = flow.Run("An", "", "", "", "Ana", "", "", "", "", "", "", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Bound)));

        Assert.Contains("  ✗ Muy corto\n  Nombre (name) [An]: Ana\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("Muy corto\n").Length);
    }

    [Fact]
    public async Task Errors_may_stand_in_the_Flow_JSON_itself_and_at_an_input_without_a_Form()
    {
        using var run = new StubFlow(("init", Opened), ("data_exchange", Done)).Run("Ana", "", "", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Write("{}", """{ "days": "${data.city}" }"""))));

        Assert.Contains("  ✗ Puebla\n  Días (days, with commas between, optional): ", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ✗ Una línea\n  Nota (note, optional) [Gracias]: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("""Done: complete {"note":"Gracias"}""", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_refused_says_which_field_it_was()
    {
        using var run = new StubFlow(("init", Opened), ("data_exchange", Refused)).Run();

        Assert.Equal(1, await run.RunAsync("flow", "run", run.Write("perfil.flow.json", Bound), "--set", "name=An"));
        Assert.EndsWith("  ✗ name: Muy corto\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("Still on screen PROFILE: other answers are needed.\n", run.Error);
    }

    private static string Write(string initial, string errors) => Profile
        .Replace("INITIAL", initial, StringComparison.Ordinal)
        .Replace("ERRORS", errors, StringComparison.Ordinal);
}
