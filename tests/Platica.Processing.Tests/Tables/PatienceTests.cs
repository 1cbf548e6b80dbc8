using Platica.Processing.Tables;
using Platica.Testing;

namespace Platica.Processing.Tests.Tables;

public sealed class PatienceTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _clock = new();
    private int _calls;

    [Fact]
    public async Task TryAsync_tries_again_when_the_store_throws_before_it_returns_a_task()
    {
        var patience = new Patience(_clock, TimeSpan.FromMinutes(1));

        var answer = await _clock.RunAsync(
            patience.TryAsync(() => ++_calls < 3 ? throw new StoreUnavailableException("down") : Task.FromResult("answer"), CancellationToken.None), Step);

        Assert.Equal(("answer", 3), (answer, _calls));
    }

    [Fact]
    public async Task TryAsync_has_one_budget_for_all_its_calls()
    {
        var patience = new Patience(_clock, TimeSpan.FromSeconds(20));
        var start = _clock.GetUtcNow();

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _clock.RunAsync(patience.TryAsync(FailAsync, CancellationToken.None), Step));
        }

        Assert.InRange(_clock.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task TryAsync_does_not_try_again_what_failed_otherwise()
    {
        var patience = new Patience(_clock, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StoreRefusedException>(() => patience.TryAsync(
            Task () =>
            {
                _calls++;
                throw new StoreRefusedException("too large");
            },
            CancellationToken.None));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task TryAsync_stops_waiting_when_it_is_cancelled()
    {
        using var stopping = new CancellationTokenSource();
        var trying = new Patience(_clock, TimeSpan.FromMinutes(1)).TryAsync(FailAsync, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);
    }

    private Task<string> FailAsync()
    {
        _calls++;
        return Task.FromException<string>(new StoreUnavailableException("down"));
    }
}
