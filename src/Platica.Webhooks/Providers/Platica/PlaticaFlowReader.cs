using System.Text.Json;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Reads what a Flow exchange asks (docs.platica.mx, "WhatsApp Flows").</summary>
internal static class PlaticaFlowReader
{
    /// <inheritdoc cref="IWebhookProvider.ReadFlowExchange"/>
    public static FlowExchange Read(Delivery delivery, Envelope envelope)
    {
        try
        {
            using var document = PlaticaContent.Parse(delivery);
            return Read(document.RootElement, envelope);
        }
        catch (JsonException)
        {
            return new FlowExchange { EventId = envelope.EventId, Action = FlowAction.Unknown };
        }
    }

    private static FlowExchange Read(JsonElement root, Envelope envelope)
    {
        var content = PlaticaContent.Read(root, envelope);
        var exchange = JsonValues.Member(content.Data, "flowExchange"u8);
        var flow = JsonValues.Member(content.Data, "flow"u8);
        var response = JsonValues.Member(content.Data, "flowResponse"u8);
        var payload = JsonValues.Member(exchange, "payload"u8);
        return new FlowExchange
        {
            EventId = envelope.EventId,
            Action = ActionOf(JsonValues.GetText(JsonValues.Member(exchange, "action"u8)), envelope.EventName),
            Screen = JsonValues.GetNonEmptyText(JsonValues.Member(exchange, "screen"u8)),
            Payload = payload.ValueKind == JsonValueKind.Object ? payload.Clone() : FlowExchange.EmptyObject,
            FlowToken = JsonValues.GetNonEmptyText(JsonValues.Member(response, "flowToken"u8)) ?? envelope.ResourceId,
            FlowId = JsonValues.GetNonEmptyText(JsonValues.Member(flow, "id"u8)),
            FlowName = JsonValues.GetNonEmptyText(JsonValues.Member(flow, "name"u8)),
            Client = content.Client,
            Conversation = content.Conversation,
        };
    }

    /// <summary>
    /// The exchange's action decides: whether a delivery to an umbrella subscription carries the granular event name is not documented.
    /// Meta writes it in capitals, Platica in lower case.
    /// </summary>
    private static FlowAction ActionOf(string? action, string eventName) => action?.ToUpperInvariant() switch
    {
        "INIT" => FlowAction.Init,
        "DATA_EXCHANGE" => FlowAction.DataExchange,
        "BACK" => FlowAction.Back,
        null => eventName switch
        {
            PlaticaEvents.FlowInit => FlowAction.Init,
            PlaticaEvents.FlowScreenAdvance => FlowAction.DataExchange,
            PlaticaEvents.FlowBack => FlowAction.Back,
            _ => FlowAction.Unknown,
        },
        _ => FlowAction.Unknown,
    };
}
