using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Receiving;
using Platica.Testing;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.Events;

/// <summary>Event handlers composed as a host composes them, on a clock that the test moves.</summary>
internal sealed class DispatcherHost : IAsyncDisposable
{
    /// <summary>Only ends a test that hangs; no test waits for it.</summary>
    private static readonly TimeSpan SafetyTimeout = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;

    public DispatcherHost(Action<EventHandlersBuilder> handlers, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(Log).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddProcessing(new ReceiverOptions(), new ProcessingOptions { StoreBudget = TimeSpan.Zero });
        services.AddEventHandlers(handlers);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
        Dispatcher = _services.GetRequiredService<IEventDispatcher>();
    }

    public ManualTimeProvider Clock { get; } = new();

    public LogLines Log { get; } = new();

    public IEventDispatcher Dispatcher { get; }

    public DeliveryProcessor Processor => _services.GetRequiredService<DeliveryProcessor>();

    public Task<IReadOnlyList<string?>> DispatchAsync(params IReadOnlyList<WebhookEvent> events) =>
        Dispatcher.DispatchAsync(events, CancellationToken.None).WaitAsync(SafetyTimeout);

    /// <summary>Moves the clock in steps until the work is done: waits of the code come out at their length or a little longer.</summary>
    public async Task<T> WhileTimePassesAsync<T>(Task<T> work, TimeSpan step)
    {
        while (!work.IsCompleted)
        {
            Clock.Advance(step);
            await Task.Delay(1);
        }

        return await work;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
