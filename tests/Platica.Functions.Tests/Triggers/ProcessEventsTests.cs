using System.Text;
using Azure.Messaging.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;

namespace Platica.Functions.Tests.Triggers;

public sealed class ProcessEventsTests : IDisposable
{
    private readonly Home _home = new();
    private readonly Settlements _settlements = new();

    [Fact]
    public async Task What_is_stored_is_completed()
    {
        await ProcessAsync(await DeliveryAsync("1"), await DeliveryAsync("2"));

        Assert.Equal(["1 complete", "2 complete"], _settlements.Told.Order());
        var stored = await _home.Get<ReadApi>().GetAsync("/api/clients/cli_2", string.Empty, CancellationToken.None);
        Assert.Equal(200, stored.StatusCode);
    }

    [Fact]
    public async Task What_can_never_be_stored_is_put_aside_with_the_reason_and_the_others_are_completed()
    {
        await ProcessAsync(await DeliveryAsync("1"), await Received.DeliveryAsync(_home, "2", "no JSON"));

        Assert.Equal(["1 complete", "2 dead-letter"], _settlements.Told.Order());
        Assert.Equal(DeadLetterReasons.MalformedEnvelope, _settlements.Reason);
        Assert.NotEmpty(_settlements.Description!);
    }

    [Fact]
    public async Task A_foreign_message_whose_body_is_no_bytes_is_put_aside_and_the_others_are_completed()
    {
        await ProcessAsync(await DeliveryAsync("1"), Received.Foreign("2"));

        Assert.Equal(["1 complete", "2 dead-letter"], _settlements.Told.Order());
        Assert.Equal(DeadLetterReasons.NotADelivery, _settlements.Reason);
    }

    [Fact]
    public async Task While_the_store_is_down_messages_are_given_back()
    {
        _home.Tables.IsDown = true;

        await ProcessAsync(await DeliveryAsync("1"), await DeliveryAsync("2"));

        Assert.Equal(["1 abandon", "2 abandon"], _settlements.Told.Order());
    }

    [Fact]
    public async Task Settlements_do_not_wait_for_each_other()
    {
        var second = new TaskCompletionSource();
        _settlements.Broker = async message =>
        {
            if (message.MessageId == "2")
            {
                second.SetResult();
            }

            await second.Task.WaitAsync(TimeSpan.FromSeconds(30));
        };

        await ProcessAsync(await DeliveryAsync("1"), await DeliveryAsync("2"));

        Assert.Equal(2, _settlements.Told.Count);
    }

    [Fact]
    public async Task A_lost_lock_fails_neither_the_batch_nor_the_other_settlements()
    {
        _settlements.Broker = message => message.MessageId == "1" ? throw new TimeoutException("The lock was lost.") : Task.CompletedTask;

        await ProcessAsync(await DeliveryAsync("1"), await DeliveryAsync("2"));

        Assert.Equal(["2 complete"], _settlements.Told);
    }

    [Fact]
    public async Task A_cancelled_batch_gives_back_what_is_not_finished()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await ProcessAsync(stopping.Token, await DeliveryAsync("1"));

        Assert.Equal(["1 abandon"], _settlements.Told);
    }

    [Fact]
    public async Task A_message_that_comes_again_changes_nothing_and_is_completed_again()
    {
        var message = await DeliveryAsync("1");
        await ProcessAsync(message);
        var before = await ClientAsync();

        await ProcessAsync(message);

        Assert.Equal(before, await ClientAsync());
        Assert.Equal(["1 complete", "1 complete"], _settlements.Told);

        async Task<string> ClientAsync() => Encoding.UTF8.GetString(
            (await _home.Get<ReadApi>().GetAsync("/api/clients/cli_1", string.Empty, CancellationToken.None)).Body.Span);
    }

    public void Dispose() => _home.Dispose();

    private Task<ServiceBusReceivedMessage> DeliveryAsync(string id) => Received.DeliveryAsync(_home, id, Received.Event(id));

    private Task ProcessAsync(params ServiceBusReceivedMessage[] messages) => ProcessAsync(CancellationToken.None, messages);

    private Task ProcessAsync(CancellationToken cancellationToken, params ServiceBusReceivedMessage[] messages) =>
        _home.Get<ProcessEventsFunction>().RunAsync(messages, _settlements.Actions, cancellationToken);
}
