using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Receiving;
using Platica.Processing.Settings;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A LocalHost that takes what every provider sends, each with <see cref="RunningLocalHost.Secret"/>, and how they call it.</summary>
internal static class EveryProvider
{
    /// <summary>The secrets that the host has.</summary>
    public static CallOptions Authentic(string? mode = null) => new() { Secret = Encoding.UTF8.GetBytes(RunningLocalHost.Secret), Mode = mode };

    /// <summary>Secrets that somebody guessed.</summary>
    public static CallOptions Guessed { get; } = new() { Secret = "guessed"u8.ToArray() };

    /// <summary>Starts a host.</summary>
    public static Task<RunningLocalHost> StartAsync(
        Action<IServiceCollection>? configure = null, Func<ReceiverOptions, ReceiverOptions>? receiver = null) => RunningLocalHost.StartAsync(
        options => options with
        {
            Pipeline = PipelineSettings.Read(name => name.EndsWith(":Secret", StringComparison.Ordinal) ? RunningLocalHost.Secret : null) with
            {
                Receiver = receiver?.Invoke(options.Receiver) ?? options.Receiver,
                Flows = options.Flows,
            },
        },
        configure);

    /// <summary>The path of a call.</summary>
    public static string PathOf(IProviderSamples samples, ProviderCall call) => $"/api/webhooks/{samples.Provider}/{call.Path}".TrimEnd('/');

    /// <summary>Makes a call, with another body if one is given.</summary>
    public static async Task<int> CallAsync(this RunningLocalHost host, IProviderSamples samples, ProviderCall call, byte[]? body = null)
    {
        using var content = new ByteArrayContent(body ?? call.Body.ToArray());
        using var answer = await host.SendAsync(
            new(call.Method), PathOf(samples, call), content, [.. call.Headers.Select(header => (header.Key, header.Value))]);
        return (int)answer.StatusCode;
    }
}
