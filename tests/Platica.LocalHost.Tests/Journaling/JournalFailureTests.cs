using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalFailureTests : IAsyncLifetime, IDisposable
{
    private readonly MemoryJournalFile _file = new();
    private readonly Journal _journal;

    public JournalFailureTests() => _journal = Deliveries.Open(_file).Journal;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_full_disk_fails_the_append_and_a_later_one_works_when_there_is_room()
    {
        await AppendAsync("first");
        var before = _file.Content;
        _file.Capacity = before.Length + 20;

        var error = await Assert.ThrowsAsync<QueueUnavailableException>(() => AppendAsync("too much"));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _journal.CheckAsync(CancellationToken.None));

        _file.Capacity = int.MaxValue;
        await AppendAsync("second");
        await _journal.CheckAsync(CancellationToken.None);
        Assert.Equal(["first", "second"], await OnDeviceAsync());
    }

    [Fact]
    public async Task While_the_file_cannot_be_cut_back_every_append_is_refused_and_health_tells_why()
    {
        await AppendAsync("first");
        _file.OnFlush = () => throw new IOException("flush failed");
        _file.OnTruncate = () => throw new IOException("cut failed");
        await Assert.ThrowsAsync<QueueUnavailableException>(() => AppendAsync("lost"));

        _file.OnFlush = () => { };
        var writes = _file.Writes;
        var refused = await Assert.ThrowsAsync<QueueUnavailableException>(() => AppendAsync("refused"));
        var health = await Assert.ThrowsAsync<QueueUnavailableException>(() => _journal.CheckAsync(CancellationToken.None));
        Assert.Contains("cut failed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cut failed", health.Message, StringComparison.Ordinal);
        Assert.Equal(writes, _file.Writes);

        _file.OnTruncate = () => { };
        await AppendAsync("second");
        await _journal.CheckAsync(CancellationToken.None);
        Assert.Equal(["first", "second"], await OnDeviceAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_fails_nothing_acknowledged_is_lost_or_out_of_order(int seed)
    {
        var random = new Random(seed);
        Action failSometimes = () =>
        {
            if (random.Next(4) == 0)
            {
                throw new IOException("device error");
            }
        };
        (_file.OnWrite, _file.OnFlush, _file.OnTruncate) = (failSometimes, failSometimes, failSometimes);
        var acknowledged = new List<string>();
        for (var number = 0; number < 300; number++)
        {
            var body = $"body {number}";
            try
            {
                await AppendAsync(body);
                acknowledged.Add(body);
            }
            catch (QueueUnavailableException)
            {
                continue;
            }

            Assert.Equal(acknowledged, (await OnDeviceAsync()).Intersect(acknowledged));
        }

        Assert.InRange(acknowledged.Count, 50, 250);
    }

    private Task<string> AppendAsync(string body) => _journal.AppendAsync(Deliveries.Of(body), CancellationToken.None);

    private async Task<string[]> OnDeviceAsync() => (await Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent))).Bodies;
}
