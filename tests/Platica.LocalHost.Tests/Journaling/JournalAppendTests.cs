using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalAppendTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MemoryJournalFile _file = new();
    private readonly Journal _journal;
    private readonly SemaphoreSlim _flushBegun = new(0);
    private readonly SemaphoreSlim _flushAllowed = new(0);

    public JournalAppendTests() => _journal = Deliveries.Open(_file).Journal;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _flushAllowed.Release(1000);
        await _journal.DisposeAsync();
    }

    public void Dispose()
    {
        _flushBegun.Dispose();
        _flushAllowed.Dispose();
    }

    [Fact]
    public async Task Append_completes_only_after_the_flush_returned_and_one_flush_serves_many()
    {
        HoldFlushes();
        var (writes, flushes) = (_file.Writes, _file.Flushes);

        var first = AppendAsync("first");
        await FlushBegunAsync();
        Task<string>[] others = [.. Enumerable.Range(0, 200).Select(number => AppendAsync($"other {number}"))];
        Assert.False(first.IsCompleted);

        _flushAllowed.Release();
        await first;
        await FlushBegunAsync();
        Assert.DoesNotContain(others, append => append.IsCompleted);
        Assert.Equal(["first"], await OnDeviceAsync());

        _flushAllowed.Release();
        await Task.WhenAll(others);
        Assert.Equal(201, (await OnDeviceAsync()).Length);
        Assert.Equal((2, 2), (_file.Writes - writes, _file.Flushes - flushes));
    }

    [Fact]
    public async Task Append_from_many_threads_keeps_each_record_once_and_each_caller_s_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
            {
                await AppendAsync($"{caller}:{number:D2}");
            }
        })));

        var bodies = await OnDeviceAsync();

        Assert.Equal(32 * 50, bodies.Length);
        var byCaller = bodies.GroupBy(body => body.Split(':')[0]).ToList();
        Assert.Equal(32, byCaller.Count);
        Assert.All(byCaller, caller => Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{caller.Key}:{number:D2}"), caller));
    }

    [Fact]
    public async Task A_caller_that_gives_up_harms_nobody()
    {
        HoldFlushes();
        using var giveUp = new CancellationTokenSource();
        var first = AppendAsync("first");
        await FlushBegunAsync();
        var abandoned = _journal.AppendAsync(Deliveries.Of("abandoned"), giveUp.Token);
        var last = AppendAsync("last");

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        _flushAllowed.Release(2);
        await Task.WhenAll(first, last);

        Assert.Equal(["first", "abandoned", "last"], await OnDeviceAsync());
    }

    [Fact]
    public async Task Append_with_a_cancelled_token_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _journal.AppendAsync(Deliveries.Of("never"), new CancellationToken(canceled: true)));
        await AppendAsync("written");

        Assert.Equal(["written"], await OnDeviceAsync());
    }

    [Fact]
    public async Task A_failed_flush_fails_every_append_that_it_should_have_served()
    {
        HoldFlushes();
        var first = AppendAsync("first");
        await FlushBegunAsync();
        Task<string>[] others = [AppendAsync("second"), AppendAsync("third")];
        _file.OnFlush = FailOnce();
        _flushAllowed.Release();
        await first;

        foreach (var append in others)
        {
            await Assert.ThrowsAsync<QueueUnavailableException>(() => append);
        }

        await AppendAsync("fourth");
        Assert.Equal(["first", "fourth"], await OnDeviceAsync());
        var (_, report) = await Deliveries.ReplayAsync(new MemoryJournalFile(_file.Content));
        Assert.Equal((2, 0), (report.Records, report.CutBytes));
    }

    [Fact]
    public async Task Dispose_brings_what_was_taken_to_the_device_and_takes_no_more()
    {
        HoldFlushes();
        var first = AppendAsync("first");
        await FlushBegunAsync();
        var second = AppendAsync("second");

        var disposing = _journal.DisposeAsync();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => AppendAsync("too late"));
        Assert.False(disposing.IsCompleted);
        _flushAllowed.Release(2);
        await disposing;

        await Task.WhenAll(first, second);
        Assert.Equal(["first", "second"], await OnDeviceAsync());
    }

    [Fact]
    public async Task Append_is_refused_until_the_replay_has_ended()
    {
        var (content, _) = await Deliveries.WriteAsync("first", "second");
        await using var journal = Journal.Open(new MemoryJournalFile(content), TimeProvider.System);

        foreach (var _ in journal.Replay())
        {
            await Assert.ThrowsAsync<QueueUnavailableException>(() => journal.AppendAsync(Deliveries.Of("early"), CancellationToken.None));
            await Assert.ThrowsAsync<QueueUnavailableException>(() => journal.CheckAsync(CancellationToken.None));
        }

        await journal.AppendAsync(Deliveries.Of("third"), CancellationToken.None);
        await journal.CheckAsync(CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => journal.Replay().Any());
    }

    [Fact]
    public async Task A_delivery_larger_than_a_record_is_refused()
    {
        await Assert.ThrowsAsync<QueueUnavailableException>(
            () => _journal.AppendAsync(Deliveries.Of(new byte[RecordFrame.MaxPayloadBytes]), CancellationToken.None));
        await AppendAsync("written");

        Assert.Equal(["written"], await OnDeviceAsync());
    }

    private static Action FailOnce()
    {
        var failed = false;
        return () =>
        {
            if (!failed)
            {
                failed = true;
                throw new IOException("flush failed");
            }
        };
    }

    private Task<string> AppendAsync(string body) => _journal.AppendAsync(Deliveries.Of(body), CancellationToken.None);

    private void HoldFlushes() => _file.OnFlush = () =>
    {
        _flushBegun.Release();
        _flushAllowed.Wait();
    };

    private async Task FlushBegunAsync() => Assert.True(await _flushBegun.WaitAsync(Patience));

    private async Task<string[]> OnDeviceAsync() => (await Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent))).Bodies;
}
