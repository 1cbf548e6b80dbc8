using System.Text.Json;
using Platica.Cli.Http;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Walking;

/// <summary>Asks a receiver what a phone would ask, signed.</summary>
/// <param name="receiver">The receiver.</param>
/// <param name="secret">What deliveries are signed with.</param>
/// <param name="session">Whose deliveries they are.</param>
internal sealed class FlowCaller(ReceiverClient receiver, byte[] secret, FlowSession session)
{
    /// <summary>Posts one exchange with a fresh event id.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public Task<HttpAnswer> PostAsync(FlowAction action, string? screen, JsonElement payload, CancellationToken cancellationToken) =>
        receiver.SendAsync(PlaticaSamples.Story.CallFor(session.Write(action, screen, payload), new() { Secret = secret }), cancellationToken);

    /// <summary>The action as the delivery names it.</summary>
    public static string NameOf(FlowAction action) => action switch
    {
        FlowAction.Init => "init",
        FlowAction.Back => "back",
        _ => "data_exchange",
    };
}
