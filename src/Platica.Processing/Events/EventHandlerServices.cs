using Microsoft.Extensions.DependencyInjection;

namespace Platica.Processing.Events;

/// <summary>Registers the business's event handlers.</summary>
public static class EventHandlerServices
{
    /// <summary>Adds event handlers to those that are there.</summary>
    /// <exception cref="EventHandlerSetupException">A delegate cannot be a handler; the message says which and why.</exception>
    public static IServiceCollection AddEventHandlers(this IServiceCollection services, Action<EventHandlersBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new EventHandlersBuilder(services.Count(service => service.ServiceType == typeof(BoundEventHandler)));
        configure(builder);
        foreach (var handler in builder.Handlers)
        {
            services.AddSingleton(handler);
        }

        return services;
    }
}
