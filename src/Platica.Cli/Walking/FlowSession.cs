using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Walking;

/// <summary>Writes the deliveries of one session, as Platica documents them.</summary>
/// <param name="clock">Tells when things happen.</param>
/// <param name="flowId">The Flow's id, which the receiver finds its handlers by.</param>
/// <param name="flowName">Its name, by which it finds them as well; null tells none.</param>
/// <param name="version">The version of the exchanges.</param>
/// <param name="person">Who walks.</param>
internal sealed class FlowSession(TimeProvider clock, string flowId, string? flowName, string version, FlowPerson person)
{
    /// <summary>The workspace of the samples: what is read back needs no --workspace.</summary>
    public const string Workspace = "ws_demo";

    // Letters such as í as they are, as Platica writes them.
    private static readonly JsonSerializerOptions AsPlaticaWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _token = $"run-{Guid.NewGuid():N}";
    private readonly string _openedAt = Format(clock.GetUtcNow());

    /// <summary>One delivery, with an event id of its own.</summary>
    public byte[] Write(FlowAction action, string? screen, JsonElement payload)
    {
        // Platica's examples know the person who sends a form, and nobody on opening and on going back.
        var known = person.IsChosen || action == FlowAction.DataExchange ? person : null;
        var now = Format(clock.GetUtcNow());
        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["event"] = EventOf(action),
                ["workspaceId"] = Workspace,
                ["timestamp"] = now,
                ["source"] = "whatsapp.flows",
                ["resourceType"] = "flow_response",
                ["resourceId"] = _token,
                ["changes"] = null,
                ["data"] = new JsonObject
                {
                    ["client"] = known?.Client(_openedAt, now),
                    ["conversation"] = known?.Conversation(Workspace, _openedAt, now),
                    ["flow"] = Flow(),
                    ["flowResponse"] = Response(known),
                    ["flowExchange"] = new JsonObject
                    {
                        ["action"] = FlowCaller.NameOf(action),
                        ["screen"] = screen,
                        ["version"] = version,
                        ["payload"] = JsonObject.Create(payload),
                    },
                },
            },
            AsPlaticaWrites);
    }

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

    private JsonObject Response(FlowPerson? known)
    {
        var response = new JsonObject { ["flowToken"] = _token, ["status"] = "IN_PROGRESS" };
        if (known is not null)
        {
            response["clientId"] = known.ClientId;
            response["conversationId"] = known.ConversationId;
        }

        return response;
    }
}
