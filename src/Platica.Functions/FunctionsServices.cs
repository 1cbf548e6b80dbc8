using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.Functions.Blobs;
using Platica.Functions.ServiceBus;
using Platica.Functions.Settings;
using Platica.Functions.Startup;
using Platica.Functions.Tables;
using Platica.Functions.Telemetry;
using Platica.Functions.Triggers;
using Platica.Handlers;
using Platica.Processing;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Settings;
using Platica.Processing.Tables;

namespace Platica.Functions;

/// <summary>Puts the Azure home together: the pipeline, the business's handlers, and the adapters to Azure's services.</summary>
internal static class FunctionsServices
{
    /// <summary>
    /// WhatsApp waits for seconds: an exchange that is a day old was kept by somebody and sent again. Not on one machine, where people post
    /// samples.
    /// </summary>
    private static readonly TimeSpan FlowMaxAge = TimeSpan.FromHours(24);

    /// <summary>Adds everything. Reads all settings; connects to nothing yet.</summary>
    /// <exception cref="SettingException">A setting is missing or makes no sense. A missing secret is no such error: it shows in health.</exception>
    public static IServiceCollection AddFunctionsHome(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = PipelineSettings.Read(setting => configuration[setting], flowMaxAge: FlowMaxAge);
        return services
            .AddPipeline(settings)
            .AddAdapters(configuration, settings.TablesPrefix)
            .AddTelemetry(configuration)
            .AddHostedService<StartupConnections>()
            .AddHostedService<LateExchangesDrain>();
    }

    /// <summary>Adds the pipeline, its queue and the business's handlers; the adapters are still to be added.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineSettings settings) => services
        .AddProcessing(settings.Receiver, new ProcessingOptions())
        .AddSingleton(settings.Retention)
        .AddSingleton(settings.Erasure)
        .AddPlaticaFlows(settings.Flows)
        .AddHandlers()
        .AddDurableQueue()
        .AddProviders(settings)
        .AddSingleton<MessageSettler>();

    private static IServiceCollection AddAdapters(this IServiceCollection services, IConfiguration configuration, string tablesPrefix)
    {
        var tables = AzureClients.Tables(configuration);
        var blobs = AzureClients.Blobs(configuration);
        var serviceBus = AzureClients.ServiceBus(configuration);
        var queue = new SettingReader(setting => configuration[setting]).Required(DeliveryQueue.NameSetting, "the queue's name, such as deliveries");
        return services
            .AddSingleton<IMessageSender>(_ => new ServiceBusMessageSender(serviceBus, queue))
            .AddSingleton(_ => new TableStore(tables))
            .AddSingleton(provider => new TableSets(provider.GetRequiredService<TableStore>(), tablesPrefix))
            .AddSingleton(provider => provider.GetRequiredService<TableSets>().InUse)
            .AddSingleton<IBlobStore>(new BlobStore(blobs));
    }
}
