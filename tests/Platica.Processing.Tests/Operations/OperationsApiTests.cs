using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Testing;

namespace Platica.Processing.Tests.Operations;

public sealed class OperationsApiTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<OperationCall> _calls = [];

    private Func<OperationCall, OperationPage> Behaviour { get; set; } = _ => new(new Dictionary<string, long>(), null);

    [Fact]
    public async Task An_operation_answers_its_counts_items_and_continuation()
    {
        Behaviour = _ => new(new Dictionary<string, long> { ["matched"] = 3, ["sent"] = 2 }, "after|ñ")
        {
            Items = writer => writer.WriteStringValue("one"),
        };

        var answer = await RunAsync("""{"reason":"x"}""");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("""{"counts":{"matched":3,"sent":2},"items":["one"],"continuation":"YWZ0ZXJ8w7E"}""", TextOf(answer));
    }

    [Fact]
    public async Task The_last_page_has_no_continuation_and_a_page_without_items_none() =>
        Assert.Equal("""{"counts":{},"continuation":null}""", TextOf(await RunAsync("{}")));

    [Fact]
    public async Task The_operation_gets_back_the_continuation_that_it_gave()
    {
        Behaviour = call => new(new Dictionary<string, long>(), call.Continuation is null ? "after|ñ" : null);
        var first = JsonElement.Parse(TextOf(await RunAsync("{}")));

        await RunAsync($$"""{"continuation":{{first.GetProperty("continuation").GetRawText()}}}""");

        Assert.Equal([null, "after|ñ"], _calls.Select(call => call.Continuation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("{\"reason\":1,\"reason\":2}")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_no_json_object_is_a_problem(string body)
    {
        var answer = await RunAsync(body);

        AssertProblem(answer, 400, "one JSON object");
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task A_body_of_64_KiB_is_taken_and_a_larger_one_is_not()
    {
        var largest = $$"""{"reason":"{{new string('x', (64 * 1024) - 13)}}"}""";

        Assert.Equal(200, (await RunAsync(largest)).StatusCode);
        AssertProblem(await RunAsync(largest + " "), 413, "64 KiB");
    }

    [Fact]
    public async Task An_unknown_operation_is_not_found_and_the_answer_lists_them() =>
        AssertProblem(await RunAsync("{}", path: "/api/operations/nothing"), 404, "POST /api/operations/test/run");

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Only_post_runs_an_operation(string method)
    {
        var answer = await RunAsync("{}", method);

        AssertProblem(answer, 405, "POST");
        Assert.Equal("POST", answer.Allow);
        Assert.Empty(_calls);
    }

    [Theory]
    [InlineData("?code=abc")]
    [InlineData("?phone=5215500000001")]
    public async Task Parameters_and_keys_in_the_url_are_refused_without_being_repeated(string query)
    {
        var answer = await RunAsync("{}", query: query);

        AssertProblem(answer, 400, "x-functions-key");
        Assert.DoesNotContain(query.Split('=')[1], TextOf(answer), StringComparison.Ordinal);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task While_tables_or_queue_are_down_the_caller_is_told_to_repeat()
    {
        Behaviour = _ => throw new StoreUnavailableException("down");
        var store = await RunAsync("{}");
        Behaviour = _ => throw new QueueUnavailableException("down");
        var queue = await RunAsync("{}");

        AssertProblem(store, 503, "again");
        AssertProblem(queue, 503, "again");
        Assert.Equal((5, 5), (store.RetryAfterSeconds, queue.RetryAfterSeconds));
    }

    [Fact]
    public async Task A_call_has_time_for_20_seconds()
    {
        var had = new List<bool>();
        Behaviour = call =>
        {
            had.Add(call.HasTime);
            _clock.Advance(TimeSpan.FromSeconds(19.9));
            had.Add(call.HasTime);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            had.Add(call.HasTime);
            return new(new Dictionary<string, long>(), null);
        };

        await RunAsync("{}");

        Assert.Equal([true, true, false], had);
    }

    [Theory]
    [InlineData("""{"text":"a","flag":true,"number":7,"time":"2026-11-20T09:00:00Z","texts":["a","b"]}""", "a True 7 2026-11-20T09:00:00.0000000Z a,b")]
    [InlineData("""{"text":null,"flag":null,"number":null,"time":null,"texts":null}""", " False 5  ")]
    [InlineData("""{"text":"","flag":false,"time":""}""", " False 5  ")]
    [InlineData("{}", " False 5  ")]
    public async Task Parameters_are_read_by_their_types(string body, string expected)
    {
        Behaviour = ReadAll;

        Assert.Equal(expected, JsonElement.Parse(TextOf(await RunAsync(body))).GetProperty("items")[0].GetString());
    }

    [Theory]
    [InlineData("""{"text":1}""", "'text' must be a text")]
    [InlineData("""{"text":"\ud800"}""", "'text' must be a text")]
    [InlineData("""{"flag":"true"}""", "'flag' must be true or false")]
    [InlineData("""{"number":"7"}""", "'number' must be a whole number from 1 to 10")]
    [InlineData("""{"number":0}""", "'number' must be a whole number from 1 to 10")]
    [InlineData("""{"number":1.5}""", "'number' must be a whole number from 1 to 10")]
    [InlineData("""{"time":"soon"}""", "'time' must be a time such as")]
    [InlineData("""{"texts":"a"}""", "'texts' must be a list of texts, at most 2")]
    [InlineData("""{"texts":["a","b","c"]}""", "'texts' must be a list of texts, at most 2")]
    [InlineData("""{"texts":[1]}""", "'texts' must be a list of texts, at most 2")]
    [InlineData("""{"other":1}""", "no parameter 'other' here. Known are text, flag, number, time, texts, continuation")]
    [InlineData("""{"continuation":"%"}""", "'continuation' must be the continuation of an earlier answer")]
    public async Task A_parameter_that_makes_no_sense_is_a_problem_that_says_what_it_must_be(string body, string expected)
    {
        Behaviour = ReadAll;

        AssertProblem(await RunAsync(body), 400, expected);
    }

    private static OperationPage ReadAll(OperationCall call)
    {
        call.Only("text", "flag", "number", "time", "texts");
        var read = string.Join(
            ' ', call.Text("text"), call.Flag("flag"), call.Number("number", 5, 1, 10), call.Time("time")?.UtcDateTime.ToString("O"), string.Join(',', call.Texts("texts", 2)));
        return new(new Dictionary<string, long>(), null) { Items = writer => writer.WriteStringValue(read) };
    }

    private Task<ReadAnswer> RunAsync(string body, string method = "POST", string path = "/api/operations/test/run", string query = "")
    {
        var api = new OperationsApi([new TestOperation(this)], _clock, NullLogger<OperationsApi>.Instance);
        return api.RunAsync(new(method, path, query, new MemoryStream(Encoding.UTF8.GetBytes(body))), CancellationToken.None);
    }

    private static string TextOf(ReadAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    private static void AssertProblem(ReadAnswer answer, int status, string detail)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.ContentType));
        Assert.Contains(detail, JsonElement.Parse(TextOf(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private sealed class TestOperation(OperationsApiTests test) : IOperation
    {
        public string Name => "test/run";

        public Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
        {
            test._calls.Add(call);
            return Task.FromResult(test.Behaviour(call));
        }
    }
}
