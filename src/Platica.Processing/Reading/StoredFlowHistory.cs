using System.Text.Json;
using Platica.Flows;
using Platica.Flows.Sessions;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Flows;

namespace Platica.Processing.Reading;

/// <summary>Reads what a person did earlier in a session from the table FlowExchanges: one query of one partition.</summary>
internal sealed class StoredFlowHistory(ITableStore store) : IFlowHistory
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<FlowStep>> ReadAsync(FlowExchange exchange, CancellationToken cancellationToken)
    {
        var partition = FlowExchangeColumns.ByToken(exchange.Workspace!, exchange.FlowToken!);
        var rows = await store.QueryAsync(new(TableNames.FlowExchanges, partition, TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(IsStep).Select(StepOf)];
    }

    private static bool IsStep(TableRow row) =>
        row.GetText(FlowExchangeColumns.Outcome) is not (FlowOutcome.Acknowledged or FlowOutcome.Repeated or FlowOutcome.Stale);

    private static FlowStep StepOf(TableRow row) => new(
        ColumnParts.GetText(row, EntityRow.Id) ?? row.RowKey,
        FlowExchangeColumns.ActionOf(row.GetText(FlowExchangeColumns.Action)),
        ColumnParts.GetText(row, FlowExchangeColumns.Screen),
        ColumnParts.GetText(row, FlowExchangeColumns.Payload) is { } payload ? JsonElement.Parse(payload) : FlowExchange.EmptyObject,
        row.GetTime(FlowExchangeColumns.At) ?? default);
}
