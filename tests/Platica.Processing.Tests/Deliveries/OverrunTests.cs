using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.Deliveries;

/// <summary>A batch that ends before it is finished, for want of time or because the host stops: the handler of the third event hangs.</summary>
public sealed class OverrunTests : IDisposable
{
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_batch_that_takes_too_long_gives_back_only_what_is_not_finished()
    {
        using var home = NewHome();
        var processing = await HangAsync(home);

        home.Clock.Advance(new ProcessingOptions().BatchBudget);

        Assert.Equal([SettlementKind.Complete, SettlementKind.Complete, SettlementKind.Abandon, SettlementKind.Abandon], await KindsAsync(processing));
        Assert.Single(_log.Lines, line => line.StartsWith("Error: 2 of 4 messages were not finished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_whose_host_stops_gives_back_only_what_is_not_finished()
    {
        using var home = NewHome();
        var processing = await HangAsync(home);

        await _stopping.CancelAsync();

        Assert.Equal([SettlementKind.Complete, SettlementKind.Complete, SettlementKind.Abandon, SettlementKind.Abandon], await KindsAsync(processing));
    }

    [Fact]
    public async Task A_poisonous_delivery_is_put_aside_though_the_rest_of_its_batch_takes_too_long()
    {
        using var home = NewHome(call => call.RowKeys.Contains("cli_1") ? Task.FromException(new InvalidCastException()) : Task.CompletedTask);
        var processing = await HangAsync(home);

        home.Clock.Advance(new ProcessingOptions().BatchBudget);

        Assert.Equal([SettlementKind.DeadLetter, SettlementKind.Complete, SettlementKind.Abandon, SettlementKind.Abandon], await KindsAsync(processing));
    }

    /// <summary>One delivery after the other, so that the first two are finished when the third hangs; and a call may take any time.</summary>
    private BrokerHome NewHome(Func<StoreCall, Task>? before = null) => new(before, log: _log, configure: services => services
        .AddSingleton(new EventHandlerOptions { DeliveriesAtOnce = 1, CallTimeout = TimeSpan.FromHours(1) })
        .AddEventHandlers(events => events.On<WebhookEvent>((WebhookEvent happened, CancellationToken cancellationToken) =>
        {
            if (happened.EventId != "evt_cli_3")
            {
                return Task.CompletedTask;
            }

            _hangs.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        })));

    private async Task<Task<IReadOnlyList<Settlement>>> HangAsync(BrokerHome home)
    {
        await home.EnqueueAsync(Client("cli_1"), Client("cli_2"), Client("cli_3"), Client("cli_4"));
        var processing = home.Processor.ProcessAsync(home.Broker.Receive(), _stopping.Token);
        await _hangs.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return processing;
    }

    private static async Task<IEnumerable<SettlementKind>> KindsAsync(Task<IReadOnlyList<Settlement>> processing) =>
        (await processing.WaitAsync(TimeSpan.FromSeconds(30))).Select(settlement => settlement.Kind);

    private static Delivery Client(string id) => Posted.Event("client.updated", $"evt_{id}", new { client = new { id } });
}
