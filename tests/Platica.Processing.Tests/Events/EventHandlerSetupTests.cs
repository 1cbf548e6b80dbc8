using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.Events;

public sealed class EventHandlerSetupTests
{
    public static TheoryData<string, Action<EventHandlersBuilder>> Impossible => new()
    {
        {
            "Event handler 1, On<MessageCreated> in EventHandlerSetupTests: the handler returns Int32. Return nothing, Task or ValueTask.",
            events => events.On<MessageCreated>(() => 1)
        },
        {
            "Event handler 1, On<MessageCreated> in EventHandlerSetupTests: the handler is async void",
            events => events.On<MessageCreated>(async void () => await Task.Yield())
        },
        {
            "Event handler 1, On<MessageCreated> in EventHandlerSetupTests: the parameter \"Int32& number\" is passed by reference",
            events => events.On<MessageCreated>((ref int number) => { })
        },
        {
            "Event handler 1, On<MessageCreated> in EventHandlerSetupTests: the parameter \"ClientUpdated changed\" is another event than " +
            "the MessageCreated it gets. Use On<ClientUpdated>.",
            events => events.On<MessageCreated>((ClientUpdated changed) => { })
        },
        {
            "Event handler 2, On(\"client.updated\") in EventHandlerSetupTests: the parameter \"ClientUpdated changed\" is another event than " +
            "the WebhookEvent it gets.",
            events => events.On<MessageCreated>(() => { }).On("client.updated", (ClientUpdated changed) => { })
        },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void AddEventHandlers_refuses_what_cannot_be_a_handler_and_says_which(string expected, Action<EventHandlersBuilder> configure)
    {
        var refusal = Assert.Throws<EventHandlerSetupException>(() => new ServiceCollection().AddEventHandlers(configure));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_nobody_registered_is_refused_at_start()
    {
        var refusal = Assert.Throws<EventHandlerSetupException>(() => new DispatcherHost(events => events.On<MessageCreated>((Stream crm) => { })));

        Assert.Equal(
            "Event handler 1, On<MessageCreated> in EventHandlerSetupTests: the parameter \"Stream crm\" is neither an event nor a registered " +
            "service. Register Stream.",
            refusal.Message);
    }

    [Fact]
    public async Task AddEventHandlers_adds_to_those_that_are_there()
    {
        var ran = new List<string>();
        await using var host = new DispatcherHost(
            events => events.On<MessageCreated>(() => ran.Add("first")),
            services => services.AddEventHandlers(events => events.On<MessageCreated>(() => ran.Add("second"))));

        await host.DispatchAsync(EventSamples.Message());

        Assert.Equal(["first", "second"], ran);
    }
}
