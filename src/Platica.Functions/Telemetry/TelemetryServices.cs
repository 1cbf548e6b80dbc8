using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Platica.Functions.Settings;
using Platica.Processing.Settings;
using Platica.Processing.Telemetry;

namespace Platica.Functions.Telemetry;

/// <summary>Sends logs, traces and metrics to Azure Monitor, where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> says so.</summary>
internal static class TelemetryServices
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string ClientId = "AZURE_CLIENT_ID";

    /// <summary>The spans of the Azure SDK's clients.</summary>
    private const string AzureSources = "Azure.*";

    /// <summary>Adds telemetry.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging(logging => logging
            .AddFilter("Platica", LogLevel.Information)
            .AddFilter("Azure", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning));
        var reader = new SettingReader(setting => configuration[setting]);
        if (reader.Text(ConnectionString) is { } connectionString)
        {
            services.AddOpenTelemetry()
                .UseFunctionsWorkerDefaults()
                .WithTracing(tracing => tracing.AddSource(PipelineTracing.SourceName, AzureSources))
                .WithMetrics(metrics => metrics.AddMeter(PipelineMetrics.MeterName))
                .UseAzureMonitorExporter(options => Configure(options, connectionString, reader.Text(ClientId)));
        }

        return services;
    }

    private static void Configure(AzureMonitorExporterOptions options, string connectionString, string? clientId)
    {
        options.ConnectionString = connectionString;

        // Only some traces are kept, of what is logged every line: a warning must not depend on its trace's luck.
        options.EnableTraceBasedLogsSampler = false;
        if (clientId is not null)
        {
            options.Credential = ServiceConnection.IdentityOf(clientId);
        }
    }
}
