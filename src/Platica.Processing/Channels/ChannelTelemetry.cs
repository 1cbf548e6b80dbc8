using Microsoft.Extensions.Logging;
using Platica.Processing.Telemetry;

namespace Platica.Processing.Channels;

/// <summary>Logs and counts that a channel stopped working, or works again.</summary>
public sealed partial class ChannelTelemetry(PipelineMetrics metrics, ILogger<ChannelTelemetry> logger) : IChannelObserver
{
    /// <inheritdoc/>
    public void HealthTurned(ChannelHealth health)
    {
        metrics.ChannelTurned(health);
        if (health.IsHealthy)
        {
            Log.Healthy(logger, health.ChannelId, health.Provider, health.Status);
        }
        else
        {
            Log.Unhealthy(logger, health.ChannelId, health.Provider, health.Status);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The channel {ChannelId} of {Provider} does not work: {Status}. Messages may neither come nor go until somebody sees to it.")]
        public static partial void Unhealthy(ILogger logger, string channelId, string provider, string status);

        [LoggerMessage(2, LogLevel.Information, "The channel {ChannelId} of {Provider} works again: {Status}.")]
        public static partial void Healthy(ILogger logger, string channelId, string provider, string status);
    }
}
