using System.Text.Json;
using Platica.Flows.FlowJson;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests.FlowJson;

public sealed class OwnFlowTests
{
    public static TheoryData<string> Files => ["cotizador.flow.json", "cita.flow.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Our_own_flows_have_no_problem(string file) => Assert.Empty(FlowDocument.Load(PathOf(file)).Problems);

    // What the handlers of the quote answer.
    [Theory]
    [InlineData(FlowAction.Init, null, """{"screen":"WELCOME","data":{"products":[{"id":"p1","title":"Plan Básico"}]}}""")]
    [InlineData(FlowAction.DataExchange, "WELCOME", """{"screen":"PAYMENT","data":{"amount_mxn":499}}""")]
    [InlineData(FlowAction.DataExchange, "WELCOME", """{"screen":"WELCOME","data":{"error_message":"Elige un producto"}}""")]
    [InlineData(FlowAction.Back, "PAYMENT", """{"screen":"WELCOME","data":{"products":[]}}""")]
    [InlineData(FlowAction.DataExchange, "PAYMENT", """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"payment_method":"card"}}}}""")]
    public void The_quotes_answers_fit_its_flow(FlowAction action, string? screen, string answer)
    {
        var json = JsonElement.Parse(answer);

        var check = FlowDocument.Load(PathOf("cotizador.flow.json"))
            .Check(action, screen, json.GetProperty("screen").GetString(), json.GetProperty("data"));

        Assert.Empty(check.Violations);
    }

    /// <summary>Whatever happens to a file, reading it ends in problems and never in an exception.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_and_Check_never_throw(string file)
    {
        const int Rounds = 2_000;
        var original = File.ReadAllBytes(PathOf(file));
        var random = new Random(20_261_120);
        var understood = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var document = FlowDocument.Parse(Mutate(original, random));
            understood += document.Problems.Any(problem => problem.Code == "malformed-json") ? 0 : 1;

            document.Check(FlowAction.DataExchange, "WELCOME", "PAYMENT", JsonElement.Parse("""{"amount_mxn":null,"x":{}}"""));
            Assert.All(document.Problems, problem => Assert.True(problem is { Line: > 0, Column: > 0, Code.Length: > 0, Message.Length: > 0 }));
        }

        Assert.InRange(understood, Rounds / 10, Rounds - 1);
    }

    // Tokens change places, so that much stays JSON but says something else; now and then a byte breaks.
    private static byte[] Mutate(byte[] original, Random random)
    {
        var tokens = Tokens(original);
        for (var edit = random.Next(1, 4); edit > 0; edit--)
        {
            var to = random.Next(tokens.Count);
            var alike = tokens.Where(token => token[0] == tokens[to][0] || random.Next(100) == 0).ToList();
            tokens[to] = alike[random.Next(alike.Count)];
        }

        byte[] mutant = [.. tokens.SelectMany(token => token)];
        if (random.Next(4) == 0)
        {
            mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
        }

        return mutant;
    }

    private static List<byte[]> Tokens(byte[] json)
    {
        List<byte[]> tokens = [];
        var reader = new Utf8JsonReader(json);
        var end = 0;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (start > end)
            {
                tokens.Add(json[end..start]);
            }

            end = (int)reader.BytesConsumed - (reader.TokenType == JsonTokenType.PropertyName ? 1 : 0);
            tokens.Add(json[start..end]);
        }

        return tokens;
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Flows", file);
}
