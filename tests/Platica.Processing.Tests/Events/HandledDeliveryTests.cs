using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Events;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Events;

public sealed class HandledDeliveryTests : IAsyncDisposable
{
    private readonly Mock<ITableStore> _store = new();
    private readonly ConcurrentQueue<string> _ran = new();
    private readonly DispatcherHost _host;
    private int _writes;

    public HandledDeliveryTests()
    {
        _store.Setup(store => store.InsertAsync(It.IsAny<string>(), It.IsAny<TableRow>(), It.IsAny<CancellationToken>()))
            .Callback(() => Interlocked.Increment(ref _writes))
            .ReturnsAsync(WriteOutcome.Written);
        _host = new(
            events => events.On<WebhookEvent>((WebhookEvent happened) =>
            {
                _ran.Enqueue($"{happened.EventId} after {_writes}");
                return happened.EventId == "bad" ? throw new InvalidDataException() : Task.CompletedTask;
            }),
            services => services
                .AddSingleton(_store.Object)
                .AddSingleton<IWebhookProvider>(new PlaticaProvider(new PlaticaSettings(new SigningSecrets("secret")))));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ProcessAsync_runs_handlers_once_everything_is_written()
    {
        var settlement = Assert.Single(await ProcessAsync(Message("e1")));

        Assert.Equal(Settlement.Complete, settlement);
        Assert.True(_writes > 0);
        Assert.Equal([$"e1 after {_writes}"], _ran);
    }

    [Fact]
    public async Task A_failed_handler_makes_a_dead_letter_of_its_delivery_alone_and_stores_nothing_again()
    {
        var settlements = await _host.WhileTimePassesAsync(ProcessAsync(Message("bad"), Message("good")), TimeSpan.FromSeconds(1));

        Assert.Equal((SettlementKind.DeadLetter, "handler-failed"), (settlements[0].Kind, settlements[0].Reason));
        Assert.Equal(
            "Event handler 1, On<WebhookEvent> in HandledDeliveryTests failed 4 times, at last with InvalidDataException.", settlements[0].Description);
        Assert.Equal(Settlement.Complete, settlements[1]);
        Assert.Equal(5, _ran.Count);
        Assert.All(_ran, ran => Assert.EndsWith($"after {_writes}", ran, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handlers_do_not_run_for_what_cannot_be_read()
    {
        var settlements = await ProcessAsync(Delivery("[]"), Delivery("""{"event":"message.created","id":"e1","data":{"""), Delivery("{}", "nobody"));

        Assert.All(settlements, settlement => Assert.Equal(SettlementKind.DeadLetter, settlement.Kind));
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task Handlers_do_not_run_for_what_could_not_be_stored()
    {
        _store.Setup(store => store.InsertAsync(It.IsAny<string>(), It.IsAny<TableRow>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StoreUnavailableException("The store is down."));

        var settlement = Assert.Single(await _host.WhileTimePassesAsync(ProcessAsync(Message("e1")), TimeSpan.FromSeconds(1)));

        Assert.Equal(SettlementKind.Abandon, settlement.Kind);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task RebuildAsync_stores_and_runs_no_handler()
    {
        var settlement = Assert.Single(await _host.Processor.RebuildAsync([Message("bad")], CancellationToken.None));

        Assert.Equal(Settlement.Complete, settlement);
        Assert.True(_writes > 0);
        Assert.Empty(_ran);
    }

    private Task<IReadOnlyList<Settlement>> ProcessAsync(params IReadOnlyList<Delivery> batch) =>
        _host.Processor.ProcessAsync(batch, CancellationToken.None);

    private static Delivery Message(string eventId) =>
        Delivery($$"""{ "event":"message.created","id":"{{eventId}}","data":{"message":{"id":"msg_1"},"conversation":{"id":"conv_1"} } }""");

    private static Delivery Delivery(string body, string provider = "platica") =>
        new() { Provider = provider, ReceivedAt = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), Body = Encoding.UTF8.GetBytes(body) };
}
