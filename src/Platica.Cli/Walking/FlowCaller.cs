using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Cli.Http;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Walking;

/// <summary>Asks a receiver what a phone would ask, as Platica delivers it, in one session.</summary>
/// <param name="host">The network and the clock.</param>
/// <param name="receiver">The receiver.</param>
/// <param name="secret">What deliveries are signed with.</param>
/// <param name="flowId">The Flow's id, which the receiver finds its handlers by.</param>
/// <param name="flowName">Its name, by which it finds them as well; null tells none.</param>
/// <param name="version">The version of the exchanges.</param>
internal sealed class FlowCaller(CliHost host, ReceiverClient receiver, byte[] secret, string flowId, string? flowName, string version)
{
    // Letters such as í as they are, as Platica writes them.
    private static readonly JsonSerializerOptions AsPlaticaWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The workspace of the samples: what is read back needs no --workspace.
    private const string Workspace = "ws_demo";

    private readonly string _token = $"run-{Guid.NewGuid():N}";

    /// <summary>Posts one exchange, signed, with a fresh event id.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public Task<HttpAnswer> PostAsync(FlowAction action, string? screen, JsonElement payload, CancellationToken cancellationToken)
    {
        var delivery = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["event"] = EventOf(action),
            ["workspaceId"] = Workspace,
            ["timestamp"] = Format(host.Clock.GetUtcNow()),
            ["source"] = "whatsapp.flows",
            ["resourceType"] = "flow_response",
            ["resourceId"] = _token,
            ["changes"] = null,
            ["data"] = new JsonObject
            {
                ["client"] = null,
                ["conversation"] = null,
                ["flow"] = Flow(),
                ["flowResponse"] = new JsonObject { ["flowToken"] = _token, ["status"] = "IN_PROGRESS" },
                ["flowExchange"] = new JsonObject
                {
                    ["action"] = NameOf(action),
                    ["screen"] = screen,
                    ["version"] = version,
                    ["payload"] = JsonObject.Create(payload),
                },
            },
        };
        return receiver.PostAsync(JsonSerializer.SerializeToUtf8Bytes(delivery, AsPlaticaWrites), secret, cancellationToken);
    }

    /// <summary>The action as the delivery names it.</summary>
    public static string NameOf(FlowAction action) => action switch
    {
        FlowAction.Init => "init",
        FlowAction.Back => "back",
        _ => "data_exchange",
    };

    private static string EventOf(FlowAction action) => action switch
    {
        FlowAction.Init => PlaticaEvents.FlowInit,
        FlowAction.Back => PlaticaEvents.FlowBack,
        _ => PlaticaEvents.FlowScreenAdvance,
    };

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private JsonObject Flow()
    {
        var flow = new JsonObject { ["id"] = flowId, ["wabaId"] = "100000000000001" };
        if (flowName is not null)
        {
            flow["name"] = flowName;
        }

        return flow;
    }
}
