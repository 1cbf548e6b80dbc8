using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.LocalHost.Tests.Deliveries;

public sealed class DeliveryPumpTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_dead_letter_that_a_later_version_can_store_is_still_there_to_replay_its_handlers()
    {
        using var file = new MemoryJournalFile();
        await using (var older = new PumpHome(file))
        {
            await older.Pump.ReplayAsync();
            await older.Queue.EnqueueAsync(Event(), CancellationToken.None);
            await older.RunAsync();
        }

        using var left = new MemoryJournalFile(file.DeviceContent);
        await using var newer = new PumpHome(left, PumpHome.Provider);
        await newer.Pump.ReplayAsync();

        Assert.Equal([DeadLetterReasons.UnknownProvider], await newer.DeadLettersAsync("2026-11-20"));
    }

    [Fact]
    public async Task A_dead_letter_that_every_start_makes_again_takes_no_place_in_the_journal()
    {
        using var file = new MemoryJournalFile();
        await using (var home = new PumpHome(file, PumpHome.Provider))
        {
            await home.Pump.ReplayAsync();
            await home.Queue.EnqueueAsync(new() { Provider = PlaticaProvider.RouteName, ReceivedAt = Arrival, Body = "[1]"u8.ToArray() }, CancellationToken.None);
            await home.RunAsync();
        }

        using var left = new MemoryJournalFile(file.DeviceContent);
        await using var next = new PumpHome(left, PumpHome.Provider);
        await next.Pump.ReplayAsync();

        Assert.Equal([DeadLetterReasons.MalformedEnvelope], await next.DeadLettersAsync("2026-11-20"));
        Assert.Empty(next.Journal.Changes);
    }

    [Fact]
    public async Task One_that_was_sent_again_twice_before_it_was_processed_waits_no_more_then()
    {
        using var file = new MemoryJournalFile();
        await using (var home = new PumpHome(file, PumpHome.Provider))
        {
            await home.Pump.ReplayAsync();
            var delivery = Event();
            delivery = JournalReference.Stamp(delivery, await home.Journal.AppendAsync(delivery, CancellationToken.None));
            await home.Resent.SendAgainAsync(delivery, 1, CancellationToken.None);
            await home.Resent.SendAgainAsync(delivery, 2, CancellationToken.None);

            Assert.Equal(2, home.Resent.Find(delivery)?.Replay);
            await home.RunAsync();

            Assert.Null(home.Resent.Find(delivery));
            Assert.Empty(await home.Rows.QueryAsync(new("Resent", "resent", TableLimits.PageRows), CancellationToken.None));
        }

        using var left = new MemoryJournalFile(file.DeviceContent);
        await using var next = new PumpHome(left, PumpHome.Provider);
        await next.Pump.ReplayAsync();

        Assert.Empty(next.Queue.Take(1));
    }

    private static Delivery Event() => new()
    {
        Provider = PlaticaProvider.RouteName,
        ReceivedAt = Arrival,
        Body = """{"id":"event_1","event":"custom.event","workspaceId":"w","timestamp":"2026-11-20T09:00:00Z","data":{}}"""u8.ToArray(),
    };
}
