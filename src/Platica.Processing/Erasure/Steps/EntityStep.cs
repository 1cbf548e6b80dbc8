using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure.Steps;

/// <summary>
/// Removes the person's entities of a kind whose rows are in one partition, and where their phone leads to them; and takes the person out of others'.
/// </summary>
internal sealed class EntityStep(ITableStore store, ErasureWork work, EntityKind kind) : IErasureStep
{
    private readonly EntityTable _table = EntityTable.Of(kind);
    private readonly RowScan _scan = new(store);
    private readonly StateEraser _states = new(store);
    private readonly MemberEraser _members = new(store, work);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(_table.Name, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                var id = ColumnParts.GetText(row, EntityRow.Id)!;
                if (PersonKeys.KeyOf(kind, id) is { } key && await work.Persons.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } erasedAt)
                {
                    await RemoveAsync(row, id, erasedAt, cancellationToken).ConfigureAwait(false);
                }
                else if (MemberFields.Of(kind).Count > 0)
                {
                    await _members.LeaveOutAsync(kind, row, cancellationToken).ConfigureAwait(false);
                    yield return page.AfterRow(row);
                }
            }

            yield return page.After;
        }
    }

    private async Task RemoveAsync(TableRow row, string id, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        var state = EntityRow.Decode(_table, row);
        var rows = IndexRows.Of(kind, work.Workspace, id, state).Where(index => index.Table == TableNames.PhoneIndex).ToList();
        state.ForgetUpTo(erasedAt);
        foreach (var address in rows)
        {
            if (await store.GetAsync(address.Table, address.PartitionKey, address.RowKey, cancellationToken).ConfigureAwait(false) is { } index)
            {
                await work.RemoveUnconfirmedAsync(store, address.Table, index, (kind, id), state, cancellationToken).ConfigureAwait(false);
            }
        }

        var (_, isChanged) = await _states.ForgetAsync(
            kind, work.Workspace, id, left => left.ForgetUpTo(erasedAt), cancellationToken).ConfigureAwait(false);
        work.Counts.Add(_table.Name, isChanged ? 1 : 0);
    }
}
