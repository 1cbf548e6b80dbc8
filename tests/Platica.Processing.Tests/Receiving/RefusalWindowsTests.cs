using Platica.Processing.Receiving;
using Platica.Testing;

namespace Platica.Processing.Tests.Receiving;

public sealed class RefusalWindowsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void TryEnter_lets_as_many_through_in_ten_seconds_as_it_may_and_counts_the_others()
    {
        var windows = new RefusalWindows(_clock, most: 3);

        Assert.Equal([true, true, true, false, false, false, false], Enumerable.Range(0, 7).Select(_ => windows.TryEnter("a", out var suppressed)));
        Assert.True(windows.TryEnter("b", out _));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(windows.TryEnter("a", out var before));
        Assert.Equal(4, before);
        Assert.True(windows.TryEnter("a", out before));
        Assert.Equal(0, before);
    }

    [Fact]
    public async Task TryEnter_counts_right_when_many_come_at_once()
    {
        const int Callers = 8;
        const int Each = 1000;
        var windows = new RefusalWindows(_clock, most: 5);
        var entered = 0;

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() =>
        {
            for (var call = 0; call < Each; call++)
            {
                Interlocked.Add(ref entered, windows.TryEnter("a", out var _) ? 1 : 0);
            }
        })));
        _clock.Advance(TimeSpan.FromSeconds(10));
        windows.TryEnter("a", out var suppressed);

        Assert.InRange(entered, 1, 5);
        Assert.Equal((Callers * Each) - entered, suppressed);
    }
}
