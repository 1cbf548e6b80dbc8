using System.Text;
using System.Text.Json;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.DeadLetters;

/// <summary>Dead letters that an operator sends again, in a home with a broker.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly BrokerHome _home;
    private Func<StoreCall, Task> _before = _ => Task.CompletedTask;

    public ReplayTests() => _home = new(call => _before(call));

    [Fact]
    public async Task A_replay_is_the_same_delivery_under_a_message_id_of_its_own()
    {
        await PutAsideAsync(Client("cli_1") with { Attributes = new Dictionary<string, string> { [DeliveryAttributes.WebhookId] = "wh_1" } });

        Assert.Equal("matched 1, sent 1", await ReplayAsync());

        var again = Assert.Single(_home.Broker.Waiting).Message;
        Assert.StartsWith("platica.ws_1.evt_cli_1.", again.MessageId, StringComparison.Ordinal);
        Assert.EndsWith(".r1", again.MessageId, StringComparison.Ordinal);
        Assert.Equal("2026-11-20T09:00:00.0000000Z", again.Properties["receivedAt"]);
        Assert.Equal("wh_1", again.Properties["attribute.webhookId"]);
        Assert.Equal(Encoding.UTF8.GetString(Client("cli_1").Body.Span), Encoding.UTF8.GetString(again.Body.Span));
    }

    [Fact]
    public async Task A_replay_that_succeeds_is_listed_no_more_but_as_replayed()
    {
        await PutAsideAsync(Client("cli_1"));
        _home.Clock.Advance(TimeSpan.FromHours(1));

        await ReplayAsync();
        await _home.ProcessNextAsync();

        Assert.Equal(["cli_1"], await _home.Reading.GetIdsAsync("/api/clients"));
        Assert.Empty(await _home.Reading.GetIdsAsync("/api/dead-letters"));
        var letter = Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters", "state=replayed"));
        Assert.Equal(("1", "2026-11-20T10:00:00Z"), (letter.Field("replays"), letter.Field("replayedAt")));
    }

    [Fact]
    public async Task A_replay_that_fails_again_is_open_again_and_tells_both_times()
    {
        await PutAsideAsync(Client("cli_1"), DeadLetterReasons.HandlerFailed, "The handler A failed.", attempts: 3);
        _home.Clock.Advance(TimeSpan.FromHours(1));
        await ReplayAsync();
        _home.Clock.Advance(TimeSpan.FromHours(1));

        await FailAsync(DeadLetterReasons.MaxDelivery, "It came too often.", attempts: 300);

        var letter = await OnlyAsync();
        Assert.Equal(("max-delivery", "It came too often.", "303", "1"), (letter.Field("reason"), letter.Field("description"), letter.Field("attempts"), letter.Field("replays")));
        Assert.Equal(("2026-11-20T09:00:00Z", "2026-11-20T11:00:00Z"), (letter.Field("firstSeenAt"), letter.Field("lastSeenAt")));
        Assert.False(letter.TryGetProperty("replayedAt", out _));
    }

    [Fact]
    public async Task Each_replay_of_one_dead_letter_has_the_next_number()
    {
        await PutAsideAsync(Client("cli_1"));
        for (var replay = 1; replay <= 3; replay++)
        {
            _home.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("matched 1, sent 1", await ReplayAsync());
            Assert.EndsWith($".r{replay}", Assert.Single(_home.Broker.Waiting).Message.MessageId, StringComparison.Ordinal);
            await FailAsync(DeadLetterReasons.HandlerFailed, "Again.");
        }

        Assert.Equal("3", (await OnlyAsync()).Field("replays"));
    }

    [Fact]
    public async Task The_same_failure_told_twice_counts_once_and_reopens_nothing()
    {
        await _home.EnqueueAsync(Client("cli_1"));
        var failed = Assert.Single(_home.Broker.Receive());
        await _home.RecordAsync(failed, DeadLetterReasons.HandlerFailed, "A");
        await ReplayAsync();

        await _home.RecordAsync(failed, DeadLetterReasons.HandlerFailed, "A");

        Assert.Empty(await _home.Reading.GetIdsAsync("/api/dead-letters"));
        Assert.Equal("1", Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters", "state=all")).Field("attempts"));
    }

    [Fact]
    public async Task Replaying_twice_sends_once()
    {
        await PutAsideAsync(Client("cli_1"));

        Assert.Equal("matched 1, sent 1", await ReplayAsync());
        Assert.Equal("matched 0", await ReplayAsync());

        Assert.Single(_home.Broker.Waiting);
    }

    [Fact]
    public async Task A_replayed_one_is_sent_again_when_its_id_and_any_state_are_given()
    {
        await PutAsideAsync(Client("cli_1"));
        var id = (await OnlyAsync()).Field("id");
        await ReplayAsync();

        Assert.Equal("matched 0, already 1", await ReplayAsync($$"""{"ids":["{{id}}"]}"""));
        Assert.Equal("matched 1, sent 1", await ReplayAsync($$"""{"ids":["{{id}}"],"state":"all"}"""));

        Assert.Equal([".r1", ".r2"], _home.Broker.Waiting.Select(waiting => waiting.Message.MessageId[^3..]));
    }

    [Fact]
    public async Task A_dry_run_counts_and_sends_nothing()
    {
        await PutAsideAsync(Client("cli_1"));
        await PutAsideAsync(Client("cli_2"));

        Assert.Equal("matched 2", await ReplayAsync("""{"dryRun":true}"""));

        Assert.Empty(_home.Broker.Waiting);
        Assert.Equal(2, (await _home.Reading.GetIdsAsync("/api/dead-letters")).Count);
    }

    [Theory]
    [InlineData("""{"reason":"handler-failed"}""", "cli_1")]
    [InlineData("""{"event":"CLIENT.updated"}""", "cli_3,cli_2,cli_1")]
    [InlineData("""{"event":"message.created"}""", "")]
    [InlineData("""{"workspace":"platica.ws_1","reason":"undecodable"}""", "cli_3,cli_2")]
    [InlineData("""{"workspace":"platica.ws_9"}""", "")]
    [InlineData("""{"provider":"Platica"}""", "cli_3,cli_2,cli_1")]
    [InlineData("""{"provider":"whapi"}""", "")]
    [InlineData("""{"since":"2026-11-20T10:00:00Z"}""", "cli_3,cli_2")]
    [InlineData("""{"since":"2026-11-20T10:00:00.0000001Z"}""", "cli_3")]
    [InlineData("""{"before":"2026-11-20T10:00:00Z"}""", "cli_1")]
    [InlineData("""{"before":"2026-11-22","since":"2026-11-20T10:00:00Z"}""", "cli_2")]
    [InlineData("""{"olderThan":"36h"}""", "cli_2,cli_1")]
    [InlineData("""{"olderThan":"2d"}""", "cli_1")]
    [InlineData("""{"olderThan":"30m","before":"2026-11-20T10:00:00Z"}""", "cli_1")]
    public async Task Filters_say_which_are_sent(string parameters, string clients)
    {
        await PutAsideAsync(Client("cli_1"), DeadLetterReasons.HandlerFailed);
        await PutAsideAsync(Client("cli_2") with { ReceivedAt = Posted.Arrival.AddHours(1) }, DeadLetterReasons.Undecodable);
        await PutAsideAsync(Client("cli_3") with { ReceivedAt = Posted.Arrival.AddDays(2) }, DeadLetterReasons.Undecodable);
        _home.Clock.Advance(Posted.Arrival.AddDays(2).AddHours(1) - _home.Clock.GetUtcNow());

        await ReplayAsync(parameters);

        Assert.Equal(clients, string.Join(',', _home.Broker.Waiting.Select(waiting => waiting.Message.MessageId.Split('.')[2]["evt_".Length..])));
    }

    [Theory]
    [InlineData("""{"olderThan":"7"}""", "'olderThan' must be an age such as 30m, 12h or 7d")]
    [InlineData("""{"olderThan":"7w"}""", "'olderThan' must be an age")]
    [InlineData("""{"olderThan":"-7d"}""", "'olderThan' must be an age")]
    [InlineData("""{"olderThan":"99999d"}""", "'olderThan' must be an age")]
    [InlineData("""{"state":"new"}""", "'state' must be open, replayed or all")]
    [InlineData("""{"rate":0}""", "'rate' must be a whole number from 1 to 100")]
    [InlineData("""{"ids":["x"],"reason":"y"}""", "'ids' must be given without filters")]
    [InlineData("""{"ids":["x"],"continuation":"OTk5OQ"}""", "'continuation' must be one that this operation answered for the same ids")]
    [InlineData("""{"ids":["x"],"continuation":"eA"}""", "'continuation' must be one that this operation answered for the same ids")]
    [InlineData("""{"resaon":"y"}""", "no parameter 'resaon'")]
    public async Task A_parameter_that_makes_no_sense_sends_nothing(string parameters, string detail)
    {
        await PutAsideAsync(Client("cli_1"));

        var answer = await _home.OperateAsync("dead-letters/replay", parameters);

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains(detail, JsonOf(answer).Field("detail"), StringComparison.Ordinal);
        Assert.Empty(_home.Broker.Waiting);
    }

    [Fact]
    public async Task An_unknown_id_is_counted_and_the_others_are_sent()
    {
        await PutAsideAsync(Client("cli_1"));
        var id = (await OnlyAsync()).Field("id");

        Assert.Equal(
            "matched 1, unknown 3, sent 1",
            await ReplayAsync($$"""{"ids":["nothing","{{id[..^1]}}g","0000000000000000-{{id[^8..]}}","{{id}}"]}"""));
    }

    [Fact]
    public async Task A_crash_between_sending_and_marking_sends_again_and_changes_nothing()
    {
        await PutAsideAsync(Client("cli_1"));
        await CrashAsync();

        // The broker may still tell the repetition by its id, or not any more.
        _home.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("matched 1, sent 1", await ReplayAsync());

        Assert.Equal([".r1", ".r1"], _home.Broker.Waiting.Select(waiting => waiting.Message.MessageId[^3..]));
        Assert.All(await _home.ProcessNextAsync(), settlement => Assert.Equal(Settlement.Complete, settlement));
        Assert.Equal(["cli_1"], await _home.Reading.GetIdsAsync("/api/clients"));
        Assert.Single(await _home.Reading.GetIdsAsync("/api/events"));
        Assert.Equal("1", Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters", "state=replayed")).Field("replays"));
    }

    [Fact]
    public async Task After_a_crash_before_the_mark_one_that_failed_again_is_sent_under_the_next_number()
    {
        await PutAsideAsync(Client("cli_1"));
        _home.Clock.Advance(TimeSpan.FromMinutes(1));
        await CrashAsync();
        await FailAsync(DeadLetterReasons.HandlerFailed, "Before the mark.");

        Assert.Equal("matched 1, sent 1", await ReplayAsync());

        Assert.EndsWith(".r2", Assert.Single(_home.Broker.Waiting).Message.MessageId, StringComparison.Ordinal);
        Assert.Equal("2", Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters", "state=replayed")).Field("replays"));
    }

    [Fact]
    public async Task A_crash_before_the_mark_and_another_failure_of_the_delivery_as_it_first_came_leave_the_number_to_the_replay()
    {
        await PutAsideAsync(Client("cli_1"));
        _before = async call =>
        {
            if (call is { Operation: StoreOperation.Replace, Table: TableNames.DeadLetters })
            {
                _before = _ => Task.CompletedTask;
                var again = _home.Broker.Waiting.Single();
                Assert.True(await _home.RecordAsync(
                    again with { Message = again.Message with { MessageId = again.Message.MessageId[..^3] }, EnqueuedAt = again.EnqueuedAt.AddMinutes(-1) },
                    DeadLetterReasons.MaxDelivery));
            }
        };

        await ReplayAsync();

        var letter = Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters", "state=replayed"));
        Assert.Equal(("1", "max-delivery"), (letter.Field("replays"), letter.Field("reason")));
    }

    [Fact]
    public async Task One_that_failed_again_before_it_was_marked_stays_open()
    {
        await PutAsideAsync(Client("cli_1"));
        _home.Clock.Advance(TimeSpan.FromSeconds(1));
        _before = async call =>
        {
            if (call is { Operation: StoreOperation.Replace, Table: TableNames.DeadLetters })
            {
                _before = _ => Task.CompletedTask;
                await FailAsync(DeadLetterReasons.HandlerFailed, "Faster than the mark.");
            }
        };

        Assert.Equal("matched 1, sent 1", await ReplayAsync());

        var letter = await OnlyAsync();
        Assert.Equal(("Faster than the mark.", "1", "2"), (letter.Field("description"), letter.Field("replays"), letter.Field("attempts")));
    }

    [Fact]
    public async Task While_the_broker_is_down_nothing_is_marked()
    {
        await PutAsideAsync(Client("cli_1"));
        _home.Broker.IsDown = true;

        var answer = await _home.OperateAsync("dead-letters/replay", "{}");

        Assert.Equal((503, 5), (answer.StatusCode, answer.RetryAfterSeconds));
        Assert.Equal("", (await OnlyAsync()).Field("replays"));
    }

    [Fact]
    public async Task What_was_sent_before_the_store_failed_is_told_and_the_next_call_goes_on()
    {
        await PutAsideAsync(Client("cli_1"));
        await PutAsideAsync(Client("cli_2") with { ReceivedAt = Posted.Arrival.AddHours(1) });
        var marks = 0;
        _before = call => call is { Operation: StoreOperation.Replace, Table: TableNames.DeadLetters } && ++marks == 2
            ? throw new StoreUnavailableException("down")
            : Task.CompletedTask;

        var first = JsonOf(await _home.OperateAsync("dead-letters/replay", "{}"));
        var second = JsonOf(await _home.OperateAsync("dead-letters/replay", $$"""{"continuation":"{{first.Field("continuation")}}"}"""));

        Assert.Equal(("matched 1, sent 1", "matched 1, sent 1"), (CountsOf(first), CountsOf(second)));
        Assert.Equal("", second.Field("continuation"));
        Assert.Empty(await _home.Reading.GetIdsAsync("/api/dead-letters"));
    }

    [Fact]
    public async Task A_call_ends_in_time_and_the_next_ones_send_the_rest_once_each()
    {
        for (var number = 0; number < 45; number++)
        {
            await PutAsideAsync(Client($"cli_{number:D2}") with { ReceivedAt = Posted.Arrival.AddHours(number) });
        }

        var sent = new List<int>();
        string? continuation = null;
        do
        {
            var start = _home.Clock.GetUtcNow();
            var page = JsonOf(await _home.OperateAsync("dead-letters/replay", $$"""{"rate":1,"continuation":{{JsonSerializer.Serialize(continuation)}}}"""));
            Assert.InRange(_home.Clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(21));
            sent.Add(page.GetProperty("counts").GetProperty("sent").GetInt32());
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(45, sent.Sum());
        Assert.InRange(sent.Count, 3, 4);
        Assert.Equal(45, _home.Broker.Waiting.Select(waiting => waiting.Message.MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("\"rate\":50", 50)]
    public async Task No_more_are_sent_a_second_than_the_rate(string rate, int most)
    {
        for (var number = 0; number < 2 * most; number++)
        {
            await PutAsideAsync(Client($"cli_{number:D3}") with { ReceivedAt = Posted.Arrival.AddSeconds(number) });
        }

        await ReplayAsync($"{{{rate}}}");

        var times = _home.Broker.Waiting.Select(waiting => waiting.EnqueuedAt).ToList();
        Assert.Equal(2 * most, times.Count);
        Assert.All(times, time => Assert.InRange(times.Count(other => other >= time && other < time.AddSeconds(1)), 1, most));
    }

    [Fact]
    public async Task One_whose_body_is_gone_is_skipped_and_stays()
    {
        await PutAsideAsync(Posted.Event("client.updated", "evt_large", new { client = new { id = "cli_1", notes = new string('x', 300_000) } }));
        foreach (var name in _home.Blobs.Names)
        {
            await _home.Blobs.DeleteAsync(name, CancellationToken.None);
        }

        Assert.Equal("matched 1, skipped 1", await ReplayAsync());

        Assert.Empty(_home.Broker.Waiting);
        await OnlyAsync();
    }

    [Fact]
    public async Task A_large_body_is_sent_by_its_reference()
    {
        await PutAsideAsync(Posted.Event("client.updated", "evt_large", new { client = new { id = "cli_1", notes = new string('x', 300_000) } }));

        await ReplayAsync();

        Assert.Equal(Assert.Single(_home.Blobs.Names), Assert.Single(_home.Broker.Waiting).Message.Properties["bodyReference"]);
        Assert.Equal(Settlement.Complete, Assert.Single(await _home.ProcessNextAsync()));
    }

    [Fact]
    public async Task What_is_no_delivery_is_skipped()
    {
        await _home.Broker.SendAsync(new() { MessageId = "m", Body = "x"u8.ToArray(), Properties = new Dictionary<string, string>() }, CancellationToken.None);
        await FailAsync(DeadLetterReasons.NotADelivery, "Not ours.");

        Assert.Equal("matched 1, skipped 1", await ReplayAsync());
    }

    [Fact]
    public async Task Dropped_ones_are_gone_and_the_others_stay()
    {
        await PutAsideAsync(Client("cli_1"), DeadLetterReasons.HandlerFailed);
        await PutAsideAsync(Client("cli_2"), DeadLetterReasons.Undecodable);

        Assert.Equal("matched 1", await RunAsync("dead-letters/drop", """{"reason":"undecodable","dryRun":true}"""));
        Assert.Equal("matched 1, dropped 1", await RunAsync("dead-letters/drop", """{"reason":"undecodable"}"""));
        Assert.Equal("matched 0", await RunAsync("dead-letters/drop", """{"reason":"undecodable"}"""));

        Assert.Equal(["evt_cli_1"], await _home.Reading.GetIdsAsync("/api/dead-letters", "state=all"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_dropped_one_takes_a_large_body_with_it_unless_it_was_stored(bool isStored, int blobs)
    {
        var large = Posted.Event("custom.large", "evt_1", new { text = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{number} ")) });
        await _home.EnqueueAsync(large);
        var received = _home.Broker.Receive();
        if (isStored)
        {
            await _home.ProcessAsync(received);
        }

        await _home.RecordAsync(received[0], DeadLetterReasons.HandlerFailed);
        Assert.Single(_home.Blobs.Names);

        Assert.Equal("matched 1, dropped 1", await RunAsync("dead-letters/drop", """{"all":true}"""));

        Assert.Equal(blobs, _home.Blobs.Names.Count);
    }

    [Fact]
    public async Task A_large_body_that_is_sent_again_stays_when_its_dead_letter_is_dropped()
    {
        await PutAsideAsync(Posted.Event("custom.large", "evt_1", new { text = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{number} ")) }));
        await ReplayAsync();

        Assert.Equal("matched 1, dropped 1", await RunAsync("dead-letters/drop", """{"state":"replayed"}"""));

        Assert.Equal(SettlementKind.Complete, Assert.Single(await _home.ProcessNextAsync()).Kind);
    }

    [Fact]
    public async Task One_that_fails_again_while_it_is_dropped_stays()
    {
        await PutAsideAsync(Client("cli_1"));
        _home.Clock.Advance(TimeSpan.FromSeconds(1));
        await ReplayAsync();
        _before = async call =>
        {
            if (call is { Operation: StoreOperation.Delete, Table: TableNames.DeadLetters })
            {
                _before = _ => Task.CompletedTask;
                await FailAsync(DeadLetterReasons.HandlerFailed, "Nobody has seen this.");
            }
        };

        Assert.Equal("matched 1, changed 1", await RunAsync("dead-letters/drop", """{"state":"replayed"}"""));

        Assert.Equal("Nobody has seen this.", (await OnlyAsync()).Field("description"));
    }

    [Fact]
    public async Task One_that_is_being_erased_is_skipped_and_does_not_keep_the_others_from_being_sent()
    {
        await PutAsideAsync(Client("cli_1"));
        await PutAsideAsync(Posted.Event("client.updated", "evt_large", new { client = new { id = "cli_2", notes = new string('x', 300_000) } }));
        var (_, erased) = (await _home.Store.ReadRowsAsync()).Single(row => row.Table == TableNames.DeadLetters && row.Row.RowKey.Contains("evt_large", StringComparison.Ordinal));
        await _home.Store.ReplaceAsync(TableNames.DeadLetters, BodyColumns.Erasing(erased), erased.ETag!, CancellationToken.None);

        var counts = await ReplayAsync();

        Assert.Equal(["matched 2", "sent 1", "skipped 1"], counts.Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_are_dropped_only_when_that_is_said()
    {
        await PutAsideAsync(Client("cli_1"));
        await PutAsideAsync(Client("cli_2"));

        var refused = await _home.OperateAsync("dead-letters/drop", """{"state":"open"}""");
        var left = await _home.Reading.GetIdsAsync("/api/dead-letters");

        Assert.Equal(400, refused.StatusCode);
        Assert.Equal(2, left.Count);
        Assert.Equal("matched 2, dropped 2", await RunAsync("dead-letters/drop", """{"all":true}"""));
        Assert.Empty(await _home.Reading.GetIdsAsync("/api/dead-letters", "state=all"));
    }

    [Fact]
    public async Task One_that_was_dropped_and_fails_later_is_a_new_dead_letter_that_knows_its_replays()
    {
        await PutAsideAsync(Client("cli_1"));
        await ReplayAsync();
        await RunAsync("dead-letters/drop", """{"state":"replayed"}""");

        await FailAsync(DeadLetterReasons.HandlerFailed, "Again.");

        var letter = await OnlyAsync();
        Assert.Equal(("1", "1"), (letter.Field("attempts"), letter.Field("replays")));
    }

    [Fact]
    public async Task An_id_leads_to_the_dead_letter_and_its_body_on_request()
    {
        await PutAsideAsync(Client("cli_1"));
        await PutAsideAsync(Client("cli_2"));
        foreach (var item in await _home.Reading.GetItemsAsync("/api/dead-letters"))
        {
            var one = JsonOf(await _home.Reading.GetAsync($"/api/dead-letters/{item.Field("id")}"));
            var whole = JsonOf(await _home.Reading.GetAsync($"/api/dead-letters/{item.Field("id")}", "bodies=true"));

            Assert.Equal(item.GetRawText(), one.GetRawText());
            Assert.Contains(item.Field("eventId"), whole.Field("body"), StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{16}-[0-9a-f]{8}$", item.Field("id"));
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("08df46e4a84ce800-00000000")]
    [InlineData("ffffffffffffffff-00000000")]
    [InlineData("7fffffffffffffff-00000000")]
    [InlineData("0000000000000000-00000000")]
    public async Task An_id_that_leads_nowhere_is_not_found(string id)
    {
        await PutAsideAsync(Client("cli_1"));

        Assert.Equal(404, (await _home.Reading.GetAsync($"/api/dead-letters/{id}")).StatusCode);
    }

    public void Dispose() => _home.Dispose();

    private static Delivery Client(string id) => Posted.Event("client.updated", $"evt_{id}", new { client = new { id } });

    private async Task PutAsideAsync(
        Delivery delivery, string reason = DeadLetterReasons.HandlerFailed, string description = "A test put it aside.", int attempts = 1)
    {
        await _home.EnqueueAsync(delivery);
        await FailAsync(reason, description, attempts);
    }

    /// <summary>The only message that waits becomes a dead letter.</summary>
    private async Task FailAsync(string reason, string description, int attempts = 1) =>
        Assert.True(await _home.RecordAsync(Assert.Single(_home.Broker.Receive()) with { DeliveryCount = attempts }, reason, description));

    /// <summary>Dies between sending and marking.</summary>
    private async Task CrashAsync()
    {
        _before = call => call is { Operation: StoreOperation.Replace, Table: TableNames.DeadLetters } ? throw new InvalidOperationException("crash") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReplayAsync());
        _before = _ => Task.CompletedTask;
    }

    private Task<string> ReplayAsync(string parameters = "{}") => RunAsync("dead-letters/replay", parameters);

    private async Task<string> RunAsync(string operation, string parameters)
    {
        var page = JsonOf(await _home.OperateAsync(operation, parameters));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("continuation").ValueKind);
        return CountsOf(page);
    }

    private async Task<JsonElement> OnlyAsync() => Assert.Single(await _home.Reading.GetItemsAsync("/api/dead-letters"));

    private static JsonElement JsonOf(ReadAnswer answer) => JsonElement.Parse(answer.Body.Span);

    private static string CountsOf(JsonElement page) => string.Join(
        ", ", page.GetProperty("counts").EnumerateObject().Select(count => $"{count.Name} {count.Value}"));
}
