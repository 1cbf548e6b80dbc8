using System.Text;
using Microsoft.Azure.Functions.Worker;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing.Reading;

namespace Platica.Functions.Tests.Triggers;

public sealed class MaintainTests : IDisposable
{
    private readonly Home _home = new(new() { ["Platica:Secret"] = Home.Secret, ["Retention:Events"] = "30" });

    [Fact]
    public async Task What_is_older_than_the_settings_keep_is_deleted()
    {
        await StoreAsync();

        await RunAsync();
        var young = await EventsAsync();
        _home.Clock.Advance(TimeSpan.FromDays(32));
        await RunAsync();

        Assert.Contains("client.created", young, StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", await EventsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_counts_as_a_failure_and_the_next_one_does_it()
    {
        await StoreAsync();
        _home.Clock.Advance(TimeSpan.FromDays(32));
        _home.Tables.IsDown = true;

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        _home.Tables.IsDown = false;
        await RunAsync();

        Assert.Contains("\"items\":[]", await EventsAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private async Task StoreAsync() => await _home.Get<ProcessEventsFunction>().RunAsync(
        [await Received.DeliveryAsync(_home, "1", Received.Event("1", at: _home.Clock.GetUtcNow()))], new Settlements().Actions, CancellationToken.None);

    private Task RunAsync() => _home.Get<MaintainFunction>().RunAsync(new TimerInfo(), CancellationToken.None);

    private async Task<string> EventsAsync() =>
        Encoding.UTF8.GetString((await _home.Get<ReadApi>().GetAsync("/api/events", "?workspace=platica.ws_1", CancellationToken.None)).Body.Span);
}
