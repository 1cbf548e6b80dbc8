using Microsoft.Extensions.DependencyInjection;
using Platica.Handlers.AppointmentFlow;
using Platica.Handlers.ForwardMessages;
using Platica.Handlers.QuoteFlow;

namespace Platica.Handlers;

/// <summary>Everything that is yours: both homes, Azure and LocalHost, call <see cref="AddHandlers"/> once while they start.</summary>
public static class Handlers
{
    /// <summary>
    /// Registers your Flows, your event handlers and the services they need. To add one, copy the folder of an example and
    /// list it here.
    /// </summary>
    public static IServiceCollection AddHandlers(this IServiceCollection services) => services
        .AddQuoteFlow()
        .AddAppointmentFlow()
        .AddForwardMessages();
}
