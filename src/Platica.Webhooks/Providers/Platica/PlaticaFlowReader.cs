using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Reads what a Flow exchange asks (docs.platica.mx, "WhatsApp Flows").</summary>
internal static class PlaticaFlowReader
{
    /// <inheritdoc cref="IWebhookProvider.ReadFlowExchange"/>
    public static FlowExchange Read(Delivery delivery, Envelope envelope) =>
        ReadBody(delivery, envelope) with { Workspace = WorkspaceKey.Of(delivery, envelope), Timestamp = envelope.Timestamp };

    /// <summary>What an exchange asks.</summary>
    public static FlowExchange Read(PlaticaContent content, Envelope envelope)
    {
        var exchange = JsonValues.Member(content.Data, "flowExchange"u8);
        var flow = JsonValues.Member(content.Data, "flow"u8);
        var payload = JsonValues.Member(exchange, "payload"u8);
        return new FlowExchange
        {
            EventId = envelope.EventId,
            Action = ActionOf(JsonValues.GetText(JsonValues.Member(exchange, "action"u8)), envelope.EventName),
            Screen = JsonValues.GetNonEmptyText(JsonValues.Member(exchange, "screen"u8)),
            Payload = payload.ValueKind == JsonValueKind.Object ? payload.Clone() : FlowExchange.EmptyObject,
            FlowToken = TokenOf(content, envelope),
            FlowId = JsonValues.GetNonEmptyText(JsonValues.Member(flow, "id"u8)),
            FlowName = JsonValues.GetNonEmptyText(JsonValues.Member(flow, "name"u8)),
            Client = content.Client,
            Conversation = content.Conversation,
            IsCheck = envelope.IsCheck,
        };
    }

    /// <summary>
    /// Adds what <c>data.flow</c> and <c>data.flowResponse</c> tell, in whatever event they stand. The Flow's own fields have their own
    /// version: its last update is older than the exchange.
    /// </summary>
    public static void AddResponse(List<EntityChange> changes, PlaticaContent content, Envelope envelope)
    {
        var flow = JsonValues.Member(content.Data, "flow"u8);
        var response = JsonValues.Member(content.Data, "flowResponse"u8);
        if (flow.ValueKind != JsonValueKind.Object && response.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var id = TokenOf(content, envelope) ?? $"~{envelope.EventId}";
        var flowFields = PlaticaFieldMap.Flow.Read(flow);
        changes.Add(new(EntityKind.FlowResponse, id, PlaticaTranslator.VersionOf(flowFields, FlowResponseFields.FlowUpdatedAt, envelope), flowFields));
        var fields = PlaticaFieldMap.FlowResponse.Read(response);
        SetWhereUntold(fields, FlowResponseFields.ClientId, content.Client?.Id);
        SetWhereUntold(fields, FlowResponseFields.ConversationId, content.Conversation?.Id);
        changes.Add(new(EntityKind.FlowResponse, id, new(envelope.Timestamp, envelope.Timestamp, envelope.EventId), fields));
    }

    private static FlowExchange ReadBody(Delivery delivery, Envelope envelope)
    {
        try
        {
            using var document = JsonBody.Parse(delivery);
            return Read(PlaticaContent.Read(document.RootElement, envelope), envelope);
        }
        catch (JsonException)
        {
            return new FlowExchange { EventId = envelope.EventId, Action = FlowAction.Unknown, IsCheck = envelope.IsCheck };
        }
    }

    private static void SetWhereUntold(FieldSet fields, Field field, string? value)
    {
        if (value is not null && !fields.TryGetText(field, out _))
        {
            fields.Set(field, FieldValue.Text(value));
        }
    }

    private static string? TokenOf(PlaticaContent content, Envelope envelope) =>
        JsonValues.GetNonEmptyText(JsonValues.Member(JsonValues.Member(content.Data, "flowResponse"u8), "flowToken"u8))
        ?? (envelope.IsFlowExchange ? envelope.ResourceId : null);

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
