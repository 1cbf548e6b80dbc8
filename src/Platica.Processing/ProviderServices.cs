using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Settings;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.Processing;

/// <summary>Registers the providers of a deployment, for every home: the one place that lists them.</summary>
public static class ProviderServices
{
    /// <summary>Adds all providers; one that is not configured is off, and only what it sent before is still read.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, PipelineSettings settings) => services
        .AddSingleton<IWebhookProvider>(new PlaticaProvider(settings.Platica))
        .AddSingleton<IWebhookProvider>(new WatsiProvider(settings.Watsi))
        .AddSingleton<IWebhookProvider>(new WhapiProvider(settings.Whapi));
}
