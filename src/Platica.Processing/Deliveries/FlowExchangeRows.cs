using System.Text;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;

namespace Platica.Processing.Deliveries;

/// <summary>The rows of one Flow exchange.</summary>
internal static class FlowExchangeRows
{
    /// <summary>One by session, one by Flow, and the Flow's place in the directory.</summary>
    /// <param name="exchange">What was asked.</param>
    /// <param name="delivery">Its delivery, with the reply.</param>
    /// <param name="envelope">The delivery's envelope.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="rowKey">The delivery's row key, newest first.</param>
    public static IEnumerable<RowInsert> Of(FlowExchange exchange, Delivery delivery, Envelope envelope, string workspace, string rowKey)
    {
        var columns = Columns(exchange, delivery, envelope, workspace);
        var token = exchange.FlowToken ?? $"~{envelope.EventId}";
        var ascending = TableKey.Ascending(rowKey);
        yield return new(TableNames.FlowExchanges, new(FlowExchangeColumns.ByToken(workspace, token), ascending, columns));
        if (exchange.FlowId is { } flowId)
        {
            var partition = FlowExchangeColumns.ByFlow(workspace, flowId);
            yield return new(TableNames.FlowExchanges, new(partition, rowKey, columns));
            yield return DirectoryRows.Flow(workspace, flowId);
        }
    }

    private static RowColumns Columns(FlowExchange exchange, Delivery delivery, Envelope envelope, string workspace)
    {
        var columns = new RowColumns { [FlowExchangeColumns.At] = envelope.Timestamp };
        SetText(EntityRow.Workspace, workspace);
        SetText(EntityRow.Id, envelope.EventId);
        SetText(FlowExchangeColumns.FlowToken, exchange.FlowToken);
        SetText(FlowExchangeColumns.FlowId, exchange.FlowId);
        SetText(FlowExchangeColumns.FlowName, exchange.FlowName);
        SetText(FlowExchangeColumns.Action, FlowExchangeColumns.NameOf(exchange.Action));
        SetText(FlowExchangeColumns.Screen, exchange.Screen);
        SetText(FlowExchangeColumns.ClientId, exchange.Client?.Id);
        SetText(FlowExchangeColumns.ConversationId, exchange.Conversation?.Id);
        SetText(FlowExchangeColumns.Payload, ValueLimits.CutJson(exchange.Payload.GetRawText()));
        if (delivery.Reply is { } reply)
        {
            SetText(FlowExchangeColumns.Answer, ValueLimits.CutJson(Encoding.UTF8.GetString(reply.Answer.Span)));
            SetText(FlowExchangeColumns.Outcome, reply.Outcome);
            columns[FlowExchangeColumns.Milliseconds] = reply.Milliseconds;
        }

        return columns;

        void SetText(string name, string? value)
        {
            if (value is not null)
            {
                ColumnParts.SetText(columns, name, value);
            }
        }
    }
}
