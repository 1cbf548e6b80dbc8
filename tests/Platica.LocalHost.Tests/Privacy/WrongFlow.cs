using System.Text;
using System.Text.Json;
using Platica.Flows;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>A Flow whose handlers do everything wrong that a business can, with what the person typed in their hands.</summary>
internal static class WrongFlow
{
    public const string Name = "Wrong";

    private static readonly Dictionary<string, Func<JsonElement, FlowAnswer?>> Answers = new()
    {
        ["throws"] = form => throw new InvalidOperationException($"{Planted.Complaint} {form}"),
        ["throws what it caught"] = form => throw new JsonException(form.GetRawText(), new FormatException(Planted.Complaint)),
        ["null"] = _ => null,
        ["no screen name"] = form => FlowAnswer.Show(string.Empty, form),
        ["a screen named by the person"] = _ => FlowAnswer.Show(Planted.Name, new { title = Planted.Text }),
        ["a screen that does not follow"] = _ => FlowAnswer.Show("END", new { title = Planted.Text }),
        ["a key named by the person"] = _ => FlowAnswer.Show("FORM", new Dictionary<string, object> { [Planted.Phone] = 1, [Planted.Email] = Planted.Name, ["title"] = "t", ["count"] = 1 }),
        ["undeclared"] = form => FlowAnswer.Show("FORM", new { title = "t", count = 1, more = form }),
        ["wrong type"] = form => FlowAnswer.Show("FORM", new { title = form, count = Planted.Phone }),
        ["null value"] = _ => FlowAnswer.Show("FORM", new { title = (string?)null, count = 1 }),
        ["missing"] = _ => FlowAnswer.Show("FORM", new { title = Planted.Text }),
        ["no object"] = _ => FlowAnswer.Data(Planted.Text),
        ["cannot be written"] = _ => FlowAnswer.Data(new { get = new Unwritable() }),
        ["too large"] = _ => FlowAnswer.Show("FORM", new { title = string.Concat(Enumerable.Repeat(Planted.Text, 50_000)), count = 1 }),
        ["an error without text"] = _ => FlowAnswer.Error(string.Empty),
        ["an error of an unknown field"] = _ => FlowAnswer.Error(Planted.Email, Planted.Text),
        ["an end with text"] = _ => FlowAnswer.Complete(Planted.Text),
    };

    /// <summary>What a handler can be asked for.</summary>
    public static IEnumerable<string> Mistakes => Answers.Keys;

    public static void Configure(FlowBuilder flow) => flow
        .WithId("flow_wrong")
        .WithFlowJson("Fixtures/wrong.flow.json")
        .OnInit((FlowContext context) => Answer(context))
        .OnDataExchange("FORM", (FlowContext context) => Answer(context))
        .OnDataExchange<Form>("TYPED", (Form form) => FlowAnswer.Show("FORM", new { title = form.Mail, count = form.Age }))
        .OnBack("FORM", async (FlowContext context, CancellationToken stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return FlowAnswer.Show("FORM");
        });

    /// <summary>An exchange with personal data in every place of it.</summary>
    public static byte[] Exchange(string id, string action, string screen, string mistake, string payload = "{}", string flow = "flow_wrong", string? at = null) => Encoding.UTF8.GetBytes($$$$"""
        {"id":"{{{{id}}}}","event":"whatsapp.flows.exchanges","workspaceId":"ws_1","timestamp":"{{{{at ?? DateTimeOffset.UtcNow.ToString("O")}}}}","data":{
        "client":{"id":"cli_1","name":"{{{{Planted.Name}}}}","phoneNumber":"{{{{Planted.Phone}}}}","email":"{{{{Planted.Email}}}}"},
        "flow":{"id":"{{{{flow}}}}"},"flowExchange":{"action":"{{{{action}}}}","screen":"{{{{screen}}}}","version":"3.0","payload":{"mistake":"{{{{mistake}}}}",
        "name":"{{{{Planted.Name}}}}","text":"{{{{Planted.Text}}}}","more":{{{{payload}}}} } } } }
        """);

    private static FlowAnswer? Answer(FlowContext context) => Answers[context.Payload.GetProperty("mistake").GetString()!](context.Payload);

    private sealed record Form(int Age, string Mail, Dictionary<string, int>? More = null);

    private sealed class Unwritable
    {
        public string Value { get => field.Length > 0 ? field : throw new InvalidOperationException(Planted.Complaint); } = string.Empty;
    }
}
