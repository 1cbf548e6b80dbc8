using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Events;
using static Platica.Processing.Tests.Erasure.WhapiGroup;

namespace Platica.Processing.Tests.Erasure;

/// <summary>A large message of Carlos's that names Lucía, who was erased: what is left of it takes its place, and its body goes when that is safe.</summary>
public sealed class ReplacedDeliveryTests : IDisposable
{
    private readonly ErasureHome _home;
    private Action _handle = () => { };
    private int _handled;
    private bool _refuses;

    public ReplacedDeliveryTests() => _home = HomeOf(Provider);

    private static Delivery OfCarlos => InGroup(3, "m_carlos", Carlos, $"@{Lucia} mira {new string('x', 300_000)}");

    [Fact]
    public async Task Its_body_is_gone_once_its_handlers_ran()
    {
        await EraseAsync(_home);
        var delivery = await _home.QueueAsync(OfCarlos);

        Assert.Equal([Settlement.Complete], await _home.ProcessAsync(delivery));

        Assert.DoesNotContain(delivery.BodyReference, _home.Blobs.Names);
        Assert.Empty(await _home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task Its_body_stays_while_it_waits_as_a_dead_letter_and_is_gone_once_that_is_recorded()
    {
        await EraseAsync(_home);
        var delivery = await _home.QueueAsync(OfCarlos);
        _handle = () => throw new InvalidOperationException("A test fails.");

        var settlement = Assert.Single(await _home.ProcessAsync(delivery));
        var names = _home.Blobs.Names;
        await _home.PutAsideAsync(delivery, settlement.Reason!);

        Assert.Equal(DeadLetterReasons.HandlerFailed, settlement.Reason);
        Assert.Contains(delivery.BodyReference, names);
        Assert.Single(await _home.Reading.GetIdsAsync("/api/dead-letters"));
        Assert.Single(_home.Blobs.Names, name => name.StartsWith("bodies/", StringComparison.Ordinal));
        Assert.Empty(await _home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task A_body_that_cannot_be_deleted_is_by_a_later_sweep()
    {
        await EraseAsync(_home);
        await _home.SweepAsync();
        var delivery = await _home.QueueAsync(OfCarlos);
        _handle = () => _home.Blobs.IsDown = true;

        Assert.Equal([Settlement.Complete], await _home.ProcessAsync(delivery));

        _home.Blobs.IsDown = false;
        await _home.SweepAsync();
        Assert.DoesNotContain(delivery.BodyReference, _home.Blobs.Names);
        Assert.Empty(await _home.FindAsync(TextsOfLucia));
        Assert.Equal(["m_carlos"], await _home.Reading.GetIdsAsync($"/api/conversations/{Group}/messages"));
    }

    [Fact]
    public async Task Whatever_goes_wrong_in_deleting_its_body_no_handler_runs_again()
    {
        await EraseAsync(_home);
        var delivery = await _home.QueueAsync(OfCarlos);
        _handle = () => _home.Blobs.Fault = new InvalidOperationException("A test fails.");

        Assert.Equal([Settlement.Complete, Settlement.Complete], await _home.ProcessAsync(delivery, InGroup(4, "m_ana", Ana, "Hola")));

        Assert.Equal(2, _handled);
    }

    [Fact]
    public async Task Its_message_is_done_when_it_comes_again_because_completing_it_failed()
    {
        await EraseAsync(_home);
        var message = await _home.SendAsync(OfCarlos);

        Assert.Equal([Settlement.Complete, Settlement.Complete], [await _home.ReceiveAsync(message), await _home.ReceiveAsync(message)]);

        Assert.Equal(1, _handled);
        Assert.Equal(["m_carlos"], await _home.Reading.GetIdsAsync($"/api/conversations/{Group}/messages"));
    }

    [Fact]
    public async Task A_message_of_the_person_is_done_when_it_comes_again_after_it_was_dropped()
    {
        await EraseAsync(_home);
        var message = await _home.SendAsync(Alone(3, "m_late", Lucia, new string('x', 300_000)));

        Assert.Equal([Settlement.Complete, Settlement.Complete], [await _home.ReceiveAsync(message), await _home.ReceiveAsync(message)]);

        Assert.Equal(0, _handled);
    }

    [Fact]
    public async Task Its_dead_letter_is_recorded_once_though_it_comes_again()
    {
        await EraseAsync(_home);
        var message = await _home.SendAsync(OfCarlos);
        _handle = () => throw new InvalidOperationException("A test fails.");

        Assert.Equal(DeadLetterReasons.HandlerFailed, (await _home.ReceiveAsync(message)).Reason);
        Assert.True(await _home.RecordAsync(message, DeadLetterReasons.HandlerFailed));
        Assert.True(await _home.RecordAsync(message, DeadLetterReasons.HandlerFailed));

        Assert.Single(await _home.Reading.GetIdsAsync("/api/dead-letters"));
    }

    [Fact]
    public async Task That_it_is_done_is_forgotten_when_no_queue_can_hand_it_out_any_more()
    {
        await EraseAsync(_home);
        var message = await _home.SendAsync(OfCarlos);
        await _home.ReceiveAsync(message);
        var kept = _home.Blobs.Names;

        await _home.MaintainAsync();
        Assert.Equal(kept, _home.Blobs.Names);
        _home.Clock.Advance(TimeSpan.FromDays(16));
        await _home.MaintainAsync();

        Assert.StartsWith("bodies/", Assert.Single(_home.Blobs.Names), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_replaced_is_not_deleted()
    {
        await _home.ProcessAsync(await _home.QueueAsync(OfCarlos));
        _refuses = true;
        _home.Clock.Advance(TimeSpan.FromDays(1));
        var refused = await _home.RunAsync("erase", new { phone = $"+{Lucia}", workspace = Workspace });
        _refuses = false;

        Assert.StartsWith("503", refused.Problem, StringComparison.Ordinal);
        await EraseAsync(_home);
        Assert.Empty(await _home.FindAsync(TextsOfLucia));
        Assert.Equal(["m_carlos"], await _home.Reading.GetIdsAsync($"/api/conversations/{Group}/messages"));
    }

    [Fact]
    public async Task Nothing_is_inserted_of_a_delivery_of_which_nothing_readable_is_left()
    {
        using var home = HomeOf(new UnreadableRest(Provider));
        await EraseAsync(home);

        var settlement = Assert.Single(await home.ProcessAsync(InGroup(3, "m_carlos", Carlos, $"@{Lucia} mira")));

        Assert.Equal(DeadLetterReasons.Undecodable, settlement.Reason);
        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    public void Dispose() => _home.Dispose();

    private ErasureHome HomeOf(IWebhookProvider provider) => new(
        call => _refuses && call is { Operation: StoreOperation.Insert, Table: TableNames.Events } ? throw new StoreRefusedException("A test refuses.") : Task.CompletedTask,
        configure: services => services
            .AddSingleton(new ProcessingOptions { StoreBudget = TimeSpan.Zero })
            .AddSingleton(new EventHandlerOptions { RetryWaits = [] })
            .AddEventHandlers(events => events.On<MessageCreated>(Handle)),
        whapi: provider);

    private void Handle(MessageCreated created)
    {
        _handled++;
        _handle();
    }

    private static async Task EraseAsync(ErasureHome home)
    {
        await home.RebuildAsync([Alone(0, "m_alone", Lucia, "Hola")]);
        home.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await home.RunAsync("erase", new { phone = $"+{Lucia}", workspace = Workspace })).Problem);
    }
}
