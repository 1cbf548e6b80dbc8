using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Platica.Flows;

/// <summary>Registers Flows, and what answers them.</summary>
public static class FlowServiceCollectionExtensions
{
    /// <summary>
    /// Registers a Flow, and its handlers that are classes. Exchanges find it by id, then by name (in any letter case), then as the default, then as the only one there is.
    /// </summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="name">The Flow's name at Meta.</param>
    /// <param name="configure">Says who answers.</param>
    /// <exception cref="FlowSetupException">A handler cannot be one, the Flow JSON has errors or no such screen, or the id, name or place of the default is taken.</exception>
    public static IServiceCollection AddFlow(this IServiceCollection services, string name, Action<FlowBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new FlowBuilder(name);
        configure(builder);
        var flow = builder.Build();
        foreach (var other in services.Where(service => service.ServiceType == typeof(Flow)))
        {
            RefuseClash(flow, (Flow)other.ImplementationInstance!);
        }

        foreach (var handler in builder.Classes)
        {
            services.TryAddScoped(handler);
        }

        return services.AddSingleton(flow);
    }

    /// <summary>
    /// Registers the <see cref="IFlowResponder"/> that answers every Flow added before or after. It lives on the registered
    /// <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="options">The settings; the defaults when left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IServiceCollection AddPlaticaFlows(this IServiceCollection services, FlowOptions? options = null)
    {
        options ??= new();
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.TryAddSingleton<IFlowResponder, FlowRouter>();
        return services;
    }

    private static void RefuseClash(Flow flow, Flow other)
    {
        if (flow.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new FlowSetupException($"There are two Flows named \"{flow.Name}\".");
        }

        if (flow.Ids.Intersect(other.Ids, StringComparer.Ordinal).FirstOrDefault() is { } id)
        {
            throw new FlowSetupException($"The Flows \"{other.Name}\" and \"{flow.Name}\" both have the id \"{id}\".");
        }

        if (flow.IsDefault && other.IsDefault)
        {
            throw new FlowSetupException($"The Flows \"{other.Name}\" and \"{flow.Name}\" cannot both be the default.");
        }
    }
}
