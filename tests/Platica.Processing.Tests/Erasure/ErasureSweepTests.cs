using Platica.LocalHost.Tables;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Erasure;

public sealed class ErasureSweepTests
{
    private const int MostRuns = 200;

    [Fact]
    public async Task A_sweep_that_was_begun_goes_on_however_often_somebody_is_erased_meanwhile()
    {
        using var home = new ErasureHome();
        await home.StoreAsync([.. LuciaAndCarlos.OfOthers, .. LuciaAndCarlos.OfLucia]);
        await home.RunAsync("erase", new { phone = LuciaAndCarlos.Phone });
        await home.SweepAsync(steps: 1);
        Assert.True(await HasAsync(home, "places"));

        var runs = 0;
        while (await HasAsync(home, "places") && runs < MostRuns)
        {
            await home.RunAsync("erase", new { client = "cli_nobody" });
            await home.SweepAsync(steps: 1);
            runs++;
        }

        Assert.True(runs < MostRuns, "It never came to its end.");
        Assert.True(await HasAsync(home, "pending"));
        await home.SweepAsync();
        Assert.False(await HasAsync(home, "pending"));
    }

    [Fact]
    public async Task A_copy_that_is_written_while_its_delivery_is_erased_is_gone_with_it()
    {
        IReadOnlyList<(string Table, TableRow Row)> copy = [];
        ErasureHome? erased = null;
        using var home = erased = new ErasureHome(WriteAgainAsync);
        await home.StoreAsync([.. LuciaAndCarlos.OfOthers, .. LuciaAndCarlos.OfLucia]);
        home.Clock.Advance(TimeSpan.FromMinutes(30));
        copy = [.. (await home.Store.ReadRowsAsync()).Where(item => item.Table == TableNames.Messages)];

        await home.RunAsync("erase", new { phone = LuciaAndCarlos.Phone });

        Assert.Empty(copy);
        Assert.Empty(await home.FindAsync(LuciaAndCarlos.TextsOfLucia));

        async Task WriteAgainAsync(StoreCall call)
        {
            if (call is { Operation: StoreOperation.Delete, Table: TableNames.Events } && call.RowKeys[0].Contains("|l2|", StringComparison.Ordinal))
            {
                var written = copy.Where(item => item.Row.PartitionKey.EndsWith("msg_lucia_1", StringComparison.Ordinal)).ToList();
                copy = [];
                foreach (var (table, row) in written)
                {
                    await erased!.Store.InsertAsync(table, row with { ETag = null }, CancellationToken.None);
                }
            }
        }
    }

    [Fact]
    public async Task Notes_are_taken_away_by_the_run_that_made_them_and_by_a_later_sweep()
    {
        var store = new InMemoryTableStore();
        var tombstones = new Tombstones(store, new(store), new() { Key = new string('k', 32) });
        var time = Posted.Arrival;
        var key = PersonKey.Conversation("conv_both");
        await NotesOf(time).AddAsync(key, CancellationToken.None);
        var other = NotesOf(time.AddMinutes(1));
        await other.AddAsync(key, CancellationToken.None);

        await other.ClearAsync(CancellationToken.None);
        var isLeft = await NotesOf(time).HasAsync(key, CancellationToken.None);
        await new MendingNotes(store, tombstones, "ws", time.AddMinutes(-1), isSweep: true).ClearAsync(CancellationToken.None);
        var isLeftByEarlierSweep = await NotesOf(time).HasAsync(key, CancellationToken.None);
        await new MendingNotes(store, tombstones, "ws", time.AddMinutes(2), isSweep: true).ClearAsync(CancellationToken.None);

        Assert.True(isLeft);
        Assert.True(isLeftByEarlierSweep);
        Assert.False(await NotesOf(time).AnyAsync(CancellationToken.None));

        MendingNotes NotesOf(DateTimeOffset run) => new(store, tombstones, "ws", run);
    }

    private static async Task<bool> HasAsync(ErasureHome home, string partition) =>
        (await home.Store.ReadRowsAsync()).Any(item => item.Table == TableNames.Erasures && item.Row.PartitionKey == partition);
}
