using System.Net;
using System.Text;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Startup;

/// <summary>What the terminal shows of each delivery.</summary>
public sealed class DeliveryLinesTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private LocalHostProcess _process = null!;
    private LocalHostClient _client = null!;

    public async Task InitializeAsync()
    {
        _process = await LocalHostProcess.StartAsync(_folder.Path);
        _client = new(_process);
    }

    public async Task DisposeAsync() => await _process.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_line_tells_time_event_status_outcome_milliseconds_and_id()
    {
        await _client.PostAsync(EventBody("evt-1", "message.created"));
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3}  message\.created +202 accepted +\d+\.\d ms  evt-1$", await _process.LineAsync("evt-1"));

        await _client.PostAsync("""
            {"id":"evt-2","event":"whatsapp.flows.init","data":{"flow":{"id":"f"},"flowExchange":{"action":"init"}}}
            """);
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3}  whatsapp\.flows\.init +200 answered +\d+\.\d ms  evt-2$", await _process.LineAsync("evt-2"));

        await _client.PostAsync("not JSON");
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3}  \(no event\) +202 kept as dead letter +\d+\.\d ms  -$", await _process.LineAsync("(no event)"));
    }

    [Fact]
    public async Task A_refused_delivery_s_line_says_why()
    {
        await _client.PostForgedAsync(EventBody("evt-1", "message.created"));
        Assert.Matches(
            @"^\d\d:\d\d:\d\d\.\d{3}  \(POST\) +401 refused: signature mismatch: is the secret in Platica the same\? +\d+\.\d ms  -$",
            await _process.LineAsync("refused"));
    }

    [Fact]
    public async Task A_refused_delivery_has_no_second_line_in_the_log()
    {
        await _client.PostForgedAsync(EventBody("evt-1", "message.created"));
        await _client.PostAsync(EventBody("evt-2", "message.created"));
        await _process.LineAsync("evt-2");
        await _process.KillAsync();

        var printed = _process.Output.All.Concat(_process.Errors.All);
        Assert.Single(printed, line => line.Contains("refused", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Characters_of_a_name_that_move_the_cursor_or_turn_the_text_are_shown_as_question_marks()
    {
        await _client.PostAsync(EventBody("evt-1\\r\\u001b[1A", "evil\\u001b[2J\\n\\u009b\\u0000\\u202e\\u2028\\u200b\\ud83d\\ude00"));

        Assert.Matches(
            "^[^\u0000-\u001F\u007F-\u009F]+  evil\uFFFD\\[2J\uFFFD{8} +202 accepted .* evt-1\uFFFD\uFFFD\\[1A$",
            await _process.LineAsync("evil"));
    }

    [Fact]
    public async Task A_name_of_any_length_takes_no_more_than_a_line()
    {
        await _client.PostAsync(EventBody(new string('i', 5000), new string('e', 5000)));

        var line = await _process.LineAsync("eeee");
        Assert.Contains($"{new string('e', 79)}… 202 accepted", line, StringComparison.Ordinal);
        Assert.EndsWith($" {new string('i', 79)}…", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_personal_is_printed_whatever_becomes_of_the_delivery()
    {
        string[] personal = ["Lucía", "Hernández", "5215500000001", "lucia@example.com", "ana@example.com", "cotizar", "Hola"];
        var samples = PlaticaSamples.Story.All(DateTimeOffset.UnixEpoch.AddYears(56));
        var bodies = samples.Select(sample => Encoding.UTF8.GetString(sample.Body.Span)).ToList();
        Assert.All(personal, text => Assert.Contains(bodies, body => body.Contains(text, StringComparison.Ordinal)));

        foreach (var body in bodies)
        {
            Assert.True(await _client.PostAsync(body) is HttpStatusCode.OK or HttpStatusCode.Accepted);
            Assert.Equal(HttpStatusCode.Unauthorized, await _client.PostForgedAsync(body));
            Assert.True(await _client.PostAsync(body[..^1]) is HttpStatusCode.OK or HttpStatusCode.Accepted);
            Assert.Equal(HttpStatusCode.Accepted, await _client.PostAsync(body[1..]));
        }

        await _client.PostAsync(EventBody("evt-last", "message.created"));
        await _process.LineAsync("evt-last");
        await _process.KillAsync();
        var printed = $"{_process.Output}\n{_process.Errors}";
        Assert.True(_process.Output.All.Count > 4 * bodies.Count);
        Assert.All(personal, text => Assert.DoesNotContain(text, printed, StringComparison.OrdinalIgnoreCase));
    }

    private static string EventBody(string id, string name) => $$"""{"id":"{{id}}","event":"{{name}}","data":null}""";
}
