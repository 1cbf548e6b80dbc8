using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Archive;

namespace Platica.Processing.Tests.Erasure;

/// <summary>An erasure that dies between any two calls to the tables, and is run again.</summary>
public sealed class ErasureCrashTests
{
    [Fact]
    public async Task An_erasure_that_is_cut_short_anywhere_ends_the_same_when_it_is_repeated()
    {
        using var expected = new ErasureHome();
        await expected.StoreAsync(LuciaAndCarlos.OfOthers);
        var image = await StoreImage.TakeAsync(expected.Store);

        var dies = true;
        for (var call = 0; dies; call++)
        {
            dies = await AssertEndsTheSameAsync(call, image);
        }
    }

    [Fact]
    public async Task An_erasure_that_is_cut_short_and_not_repeated_is_finished_by_the_sweep()
    {
        using var expected = new ErasureHome();
        await expected.StoreAsync(LuciaAndCarlos.OfOthers);
        var image = await StoreImage.TakeAsync(expected.Store);
        using var home = await StoredAsync(new Death(120));
        await Assert.ThrowsAsync<DeathException>(() => home.Home.RunAsync("erase", new { phone = LuciaAndCarlos.Phone }));
        home.Death.IsOver = true;

        await home.Home.SweepAsync();

        Assert.Empty(await home.Home.FindAsync(LuciaAndCarlos.TextsOfLucia));
        Assert.Null((await StoreImage.TakeAsync(home.Home.Store)).FirstDifference(image));
    }

    /// <summary>Whether it died at that call: it does not when all is done before.</summary>
    private static async Task<bool> AssertEndsTheSameAsync(int call, StoreImage image)
    {
        using var run = await StoredAsync(new Death(call));
        var died = false;
        try
        {
            await run.Home.RunAsync("erase", new { client = "cli_lucia" });
        }
        catch (DeathException)
        {
            died = true;
        }

        run.Death.IsOver = true;
        await run.Home.RunAsync("erase", new { phone = LuciaAndCarlos.Phone });
        await run.Home.RunAsync("erase", new { client = "cli_lucia" });

        var difference = (await StoreImage.TakeAsync(run.Home.Store)).FirstDifference(image);
        Assert.True(difference is null, $"After call {call}: {difference}");
        Assert.Empty(await run.Home.FindAsync(LuciaAndCarlos.TextsOfLucia));
        return died;
    }

    private static async Task<Mortal> StoredAsync(Death death)
    {
        var blobs = new InMemoryBlobStore();
        var home = new ErasureHome(store: new ObservedTableStore(new InMemoryTableStore(), death.BeforeAsync), blobs: blobs);
        await home.StoreAsync([.. LuciaAndCarlos.OfOthers, .. LuciaAndCarlos.OfLucia]);
        home.Clock.Advance(TimeSpan.FromMinutes(30));
        death.Begin();
        return new(home, death);
    }

    private sealed record Mortal(ErasureHome Home, Death Death) : IDisposable
    {
        public void Dispose() => Home.Dispose();
    }

    /// <summary>After so many calls none is answered any more.</summary>
    private sealed class Death(int calls)
    {
        private int _left = int.MaxValue;

        public bool IsOver { get; set; }

        public void Begin() => _left = calls;

        public Task BeforeAsync(StoreCall call) => IsOver || Interlocked.Decrement(ref _left) >= 0 ? Task.CompletedTask : throw new DeathException();
    }

    private sealed class DeathException : Exception;
}
