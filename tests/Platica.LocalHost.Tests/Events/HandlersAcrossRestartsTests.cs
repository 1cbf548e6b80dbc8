using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Journaling;
using Platica.Testing;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Events;

public sealed class HandlersAcrossRestartsTests
{
    private readonly HandledEvents _handled = new();

    [Fact]
    public async Task Handlers_run_once_for_each_event_when_nothing_goes_wrong()
    {
        string[] ids;
        using var file = new MemoryJournalFile();
        await using (var host = await HandlerHost.StartAsync(file, events => events.On<WebhookEvent>(_handled.Add)))
        {
            ids = await Task.WhenAll(Enumerable.Repeat("message.created", 20).Select(host.SendAsync));
            await _handled.WaitAsync(ids.Length);
        }

        Assert.Equal(ids.Order(), _handled.Ids.Order());
        await AssertOnlyNewEventsAreHandledAsync(file.Content);
    }

    [Fact]
    public async Task After_a_crash_before_settling_handlers_run_again_and_after_settling_no_more()
    {
        byte[] leftByTheCrash = [];
        string id;
        using var file = new MemoryJournalFile();
        await using (var host = await HandlerHost.StartAsync(file, events => events.On<MessageCreated>((MessageCreated created) =>
        {
            leftByTheCrash = file.Content;
            _handled.Add(created);
        })))
        {
            id = await host.SendAsync("message.created");
            await _handled.WaitAsync();
        }

        using var left = new MemoryJournalFile(leftByTheCrash);
        await using (var restarted = await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(_handled.Add)))
        {
            await _handled.WaitAsync();
            Assert.Equal("msg_lucia_1", (await restarted.GetAsync("/api/conversations/conv_lucia/messages")).GetProperty("items")[0].GetProperty("id").GetString());
        }

        Assert.Equal([id, id], _handled.Ids);
        await AssertOnlyNewEventsAreHandledAsync(left.Content);
    }

    [Fact]
    public async Task A_crash_in_the_midst_of_a_batch_handles_again_what_no_checkpoint_covers()
    {
        using var file = new MemoryJournalFile();
        byte[] leftByTheCrash = [];
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string settled;
        string unsettled;
        await using (var host = await HandlerHost.StartAsync(file, events => events.On<WebhookEvent>(async (WebhookEvent happened) =>
        {
            _handled.Add(happened);
            await (happened is ClientCreated ? hold.Task : Task.CompletedTask);
        })))
        {
            settled = await host.SendAsync("message.created");
            await _handled.WaitAsync();
            await Journaling.Deliveries.CheckpointAsync(file);
            unsettled = await host.SendAsync("client.created");
            await _handled.WaitAsync();
            leftByTheCrash = file.Content;
            hold.SetResult();
        }

        using var left = new MemoryJournalFile(leftByTheCrash);
        var again = new HandledEvents();
        await using (await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(again.Add)))
        {
            await again.WaitAsync();
        }

        Assert.Equal([settled, unsettled], _handled.Ids);
        Assert.Equal([unsettled], again.Ids);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_handler_that_hangs_and_the_next_start_runs_it_again()
    {
        var clock = new ManualTimeProvider();
        using var file = new MemoryJournalFile();
        var host = await HandlerHost.StartAsync(
            file,
            events => events.On<WebhookEvent>(async (WebhookEvent happened, CancellationToken stop) =>
            {
                _handled.Add(happened);
                await Task.Delay(Timeout.Infinite, stop);
            }),
            clock);
        var id = await host.SendAsync("message.created");
        await _handled.WaitAsync();

        await host.StopAsync(clock);

        using var left = new MemoryJournalFile(file.Content);
        await using (await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(_handled.Add)))
        {
            await _handled.WaitAsync();
        }

        Assert.Equal([id, id], _handled.Ids);
    }

    [Fact]
    public async Task A_handler_added_later_does_not_run_over_the_past()
    {
        using var file = new MemoryJournalFile();
        await using (var host = await HandlerHost.StartAsync(file, _ => { }))
        {
            await host.SendAsync("message.created");
            await host.SendAsync("client.created");
        }

        await AssertOnlyNewEventsAreHandledAsync(file.Content);
    }

    [Fact]
    public async Task A_handler_added_later_does_not_run_over_a_journal_of_the_first_format()
    {
        var (content, _) = await Journaling.Deliveries.WriteAsync("""{"event":"message.created","id":"old","data":{}}""");
        content[8] = 1;
        BitConverter.TryWriteBytes(content.AsSpan(16), Crc32C.Compute(content.AsSpan(0, 16)));

        await AssertOnlyNewEventsAreHandledAsync(content);
    }

    [Fact]
    public async Task A_dead_letter_of_a_failed_handler_survives_a_restart_and_the_handler_does_not_run_again()
    {
        using var file = new MemoryJournalFile();
        string id;
        await using (var host = await HandlerHost.StartAsync(file, events => events.On<MessageCreated>((MessageCreated created) =>
        {
            _handled.Add(created);
            throw new InvalidDataException("what a customer wrote");
        })))
        {
            id = await host.SendAsync("message.created");
            await AssertKeptAsync(host, id);
        }

        Assert.Equal([id, id], _handled.Ids);
        using var left = new MemoryJournalFile(file.Content);
        await using (var restarted = await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(_handled.Add)))
        {
            await AssertKeptAsync(restarted, id);
        }

        await AssertOnlyNewEventsAreHandledAsync(left.Content);
        Assert.Equal([id, id], _handled.Ids);
    }

    [Fact]
    public async Task A_dead_letter_that_cannot_be_kept_leaves_its_delivery_unsettled()
    {
        using var file = new MemoryJournalFile();
        string id;
        await using (var host = await HandlerHost.StartAsync(file, events => events.On<MessageCreated>((MessageCreated created) =>
        {
            _handled.Add(created);
            file.Capacity = file.Content.Length;
            throw new InvalidDataException();
        })))
        {
            id = await host.SendAsync("message.created");
            await _handled.WaitAsync(2);
            await host.DeadLettersAsync(1);
        }

        using var left = new MemoryJournalFile(file.Content);
        await using (await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(_handled.Add)))
        {
            await _handled.WaitAsync();
        }

        Assert.Equal([id, id, id], _handled.Ids);
    }

    private static async Task AssertKeptAsync(HandlerHost host, string id)
    {
        var letter = Assert.Single(await host.DeadLettersAsync(1));
        Assert.Equal(id, letter.GetProperty("eventId").GetString());
        Assert.Equal("handler-failed", letter.GetProperty("reason").GetString());
        Assert.Equal(
            "Event handler 1, On<MessageCreated> in HandlersAcrossRestartsTests failed 2 times, at last with InvalidDataException.",
            letter.GetProperty("description").GetString());
        Assert.Equal("msg_lucia_1", (await host.GetAsync("/api/conversations/conv_lucia/messages")).GetProperty("items")[0].GetProperty("id").GetString());
    }

    /// <summary>What was not settled is handled before what comes new: once a new event is handled, nothing old can follow.</summary>
    private static async Task AssertOnlyNewEventsAreHandledAsync(byte[] content)
    {
        using var left = new MemoryJournalFile(content);
        var handled = new HandledEvents();
        await using var host = await HandlerHost.StartAsync(left, events => events.On<WebhookEvent>(handled.Add));

        var id = await host.SendAsync("conversation.created");
        await handled.WaitAsync();

        Assert.Equal([id], handled.Ids);
    }
}
