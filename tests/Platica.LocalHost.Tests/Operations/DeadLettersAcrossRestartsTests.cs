using System.Text.Json;
using Platica.LocalHost.Tests.Events;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Operations;

/// <summary>What an operator does with dead letters stays done, whenever the process ends.</summary>
public sealed class DeadLettersAcrossRestartsTests
{
    private readonly HandledEvents _handled = new();

    [Fact]
    public async Task A_replayed_one_runs_its_handlers_once_and_stays_replayed()
    {
        using var file = new MemoryJournalFile();
        var id = await FailAsync(file);
        using var left = new MemoryJournalFile(file.Content);
        await using (var host = await HandlerHost.StartAsync(left, events => events.On<MessageCreated>(_handled.Add)))
        {
            Assert.Equal("matched 1, sent 1", await host.OperateAsync("dead-letters/replay", "{}"));
            await _handled.WaitAsync();
        }

        Assert.Equal([id], _handled.Ids);
        await AssertAfterRestartAsync(left.Content, async host =>
        {
            Assert.Empty(await host.GetDeadLettersAsync("open"));
            var letter = Assert.Single(await host.GetDeadLettersAsync("replayed"));
            Assert.Equal(1, letter.GetProperty("replays").GetInt32());
        });
        Assert.Equal([id], _handled.Ids);
    }

    [Fact]
    public async Task One_that_fails_again_stays_open_and_its_attempts_stay_counted()
    {
        using var file = new MemoryJournalFile();
        await FailAsync(file);
        using var left = new MemoryJournalFile(file.Content);
        string before;
        await using (var host = await HandlerHost.StartAsync(left, Failing))
        {
            await host.OperateAsync("dead-letters/replay", "{}");
            before = await WaitAsync(host, letter => letter.GetProperty("attempts").GetInt32() == 2 && letter.TryGetProperty("replays", out _));
        }

        await AssertAfterRestartAsync(
            left.Content, async host => Assert.Equal(before, Assert.Single(await host.GetDeadLettersAsync("open")).GetRawText()));
    }

    [Fact]
    public async Task One_that_was_sent_again_and_not_processed_when_the_process_was_killed_is_processed_by_the_next()
    {
        using var file = new MemoryJournalFile();
        var id = await FailAsync(file);
        using var left = new MemoryJournalFile(file.Content);
        var gate = new TaskCompletionSource();
        byte[] killed;
        await using (var host = await HandlerHost.StartAsync(left, events => events.On<MessageCreated>((MessageCreated _) => gate.Task)))
        {
            await host.OperateAsync("dead-letters/replay", "{}");
            killed = left.Content;
            gate.SetResult();
        }

        using var next = new MemoryJournalFile(killed);
        await using (await HandlerHost.StartAsync(next, events => events.On<MessageCreated>(_handled.Add)))
        {
            await _handled.WaitAsync();
        }

        Assert.Equal([id], _handled.Ids);
        await AssertAfterRestartAsync(next.Content, async host => Assert.Empty(await host.GetDeadLettersAsync("open")));
        Assert.Equal([id], _handled.Ids);
    }

    [Fact]
    public async Task A_dropped_one_stays_dropped()
    {
        using var file = new MemoryJournalFile();
        await FailAsync(file);
        using var left = new MemoryJournalFile(file.Content);
        await using (var host = await HandlerHost.StartAsync(left, Failing))
        {
            Assert.Equal("matched 1, dropped 1", await host.OperateAsync("dead-letters/drop", """{"reason":"handler-failed"}"""));
        }

        await AssertAfterRestartAsync(left.Content, async host => Assert.Empty(await host.GetDeadLettersAsync("all")));
    }

    [Fact]
    public async Task A_malformed_one_that_was_dropped_stays_dropped_and_the_others_stay()
    {
        await using var host = await RunningLocalHost.StartAsync();
        using var first = await host.SignedPostAsync("[1]");
        using var second = await host.SignedPostAsync("[2]");
        await host.WaitUntilProcessedAsync();
        var letters = await host.GetDeadLettersAsync();
        using var dropped = await host.OperateAsync("dead-letters/drop", $$"""{"ids":["{{letters[0].GetProperty("id").GetString()}}"]}""");

        Assert.True(dropped.IsSuccessStatusCode);
        await host.RestartAsync();

        Assert.Equal(
            letters[1].GetProperty("body").GetString(), Assert.Single(await host.GetDeadLettersAsync()).GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_malformed_one_that_was_replayed_is_open_again()
    {
        await using var host = await RunningLocalHost.StartAsync();
        using var malformed = await host.SignedPostAsync("[1]");
        await host.WaitUntilProcessedAsync();
        using var replayed = await host.OperateAsync("dead-letters/replay", """{"reason":"malformed-envelope"}""");
        await host.WaitUntilProcessedAsync();
        var before = Assert.Single(await host.GetDeadLettersAsync());

        await host.RestartAsync();
        await host.WaitUntilProcessedAsync();

        Assert.Equal((2, 1), (before.GetProperty("attempts").GetInt32(), before.GetProperty("replays").GetInt32()));
        Assert.Equal(before.GetRawText(), Assert.Single(await host.GetDeadLettersAsync()).GetRawText());
    }

    private static void Failing(EventHandlersBuilder events) =>
        events.On<MessageCreated>((MessageCreated _) => Task.FromException(new InvalidDataException("a handler that fails")));

    private static async Task<string> FailAsync(MemoryJournalFile file)
    {
        await using var host = await HandlerHost.StartAsync(file, Failing);
        var id = await host.SendAsync("message.created");
        await host.DeadLettersAsync(1);
        return id;
    }

    private static async Task<string> WaitAsync(HandlerHost host, Func<JsonElement, bool> isDone)
    {
        using var timeout = new CancellationTokenSource(HandlerHost.SafetyTimeout);
        while (true)
        {
            if ((await host.GetDeadLettersAsync("open")).SingleOrDefault() is { ValueKind: JsonValueKind.Object } letter && isDone(letter))
            {
                return letter.GetRawText();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(3), timeout.Token);
        }
    }

    private async Task AssertAfterRestartAsync(byte[] content, Func<HandlerHost, Task> assert)
    {
        using var left = new MemoryJournalFile(content);
        await using var host = await HandlerHost.StartAsync(left, events => events.On<MessageCreated>(_handled.Add));
        await assert(host);
    }
}
