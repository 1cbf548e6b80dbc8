using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Walking;

public sealed class WalkedComponentsTests
{
    private static readonly string Walk = Path.Combine(AppContext.BaseDirectory, "Flows", "walk.flow.json");

    private static StubFlow Stub() => new(
        ("init", """{"screen":"MENU","data":{"visits":3,"name":"Ana"}}"""), ("data_exchange ORDER", """{"screen":"REVIEW","data":{"total":120}}"""));

    [Fact]
    public async Task Every_kind_of_input_is_asked_and_sent_as_a_phone_sends_it()
    {
        var flow = Stub();
        using var run = flow.Run("Pedir", "", "hielo, 2, 7", "26/11", "2026-11-26", "2026-11-26 2026-11-28", "sí", "Felicidades", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Walk));

        Assert.Equal(
            """data_exchange ORDER {"people":"2","extras":["ice","cups","7"],"day":"2026-11-26","stay":"""
            + """{"start-date":"2026-11-26","end-date":"2026-11-28"},"gift":true,"note":"Felicidades","fixed":{"from":"Ana","list":["a"]}}""",
            flow.Asked[1]);
        Assert.Contains("A day such as 2026-11-26, please.", run.Output, StringComparison.Ordinal);
        Assert.Equal("""Done: complete {"total":120,"people":"2"}""", run.Lines[^1]);
    }

    [Fact]
    public async Task Texts_are_filled_in_and_expressions_worked_out()
    {
        using var run = Stub().Run("1", "1", "", "2026-11-26", "", "no", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Walk));

        Assert.Contains("  Hola Ana, visita 4\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  Para:\n  Ana\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  Total: 120 2026-11-26\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hidden_is_not_asked_and_what_is_empty_is_not_sent()
    {
        var flow = Stub();
        using var run = flow.Run("1", "1", "", "2026-11-26", "", "s", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Walk));

        Assert.Equal(
            """data_exchange ORDER {"people":"1","day":"2026-11-26","gift":true,"fixed":{"from":"Ana","list":["a"]}}""", flow.Asked[1]);
        Assert.DoesNotContain("Dedicatoria", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Oculto", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nuestra página", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_says_what_is_tapped()
    {
        using var run = Stub().Run();

        Assert.Equal(0, await run.RunAsync("flow", "run", Walk, "--set", "MENU.tap=Novedades", "--json"));
        Assert.Equal("""{"ended":"complete","payload":{"seen":true}}""", run.Lines[^1]);
    }

    [Fact]
    public async Task An_answer_of_new_data_stays_on_the_screen_and_keeps_the_rest()
    {
        var flow = new StubFlow(
            ("init", """{"screen":"MENU","data":{"visits":3,"name":"Ana"}}"""),
            ("data_exchange ORDER", """{"data":{"who":"Luis"}}"""),
            ("data_exchange ORDER", """{"data":{"acknowledged":true}}"""));
        using var run = flow.Run("1", "1", "", "2026-11-26", "", "", "", "", "", "", "", "", "");

        Assert.Equal(1, await run.RunAsync("flow", "run", Walk));
        Assert.Contains("""  data {"who":"Luis"}""", run.Output, StringComparison.Ordinal);
        Assert.Contains("  Luis\n  Sin dedicatoria\n  Solo\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing new is shown: the receiver took note", run.Output, StringComparison.Ordinal);
    }
}
