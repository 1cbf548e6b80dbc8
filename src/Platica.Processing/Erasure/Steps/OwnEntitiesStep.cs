using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Notes what is the person's of a kind whose rows are in one partition and tell themselves whose they are.</summary>
internal sealed class OwnEntitiesStep(ITableStore store, FoundPerson person, ErasureWork work, EntityKind kind) : IErasureStep
{
    private readonly string _table = EntityTable.Of(kind).Name;
    private readonly RowScan _scan = new(store, TableLimits.PageRows);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(_table, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            var own = new List<PersonKey>();
            foreach (var row in page.Rows)
            {
                if (await person.HoldsAsync(_table, row, cancellationToken).ConfigureAwait(false))
                {
                    own.Add(PersonKeys.KeyOf(kind, ColumnParts.GetText(row, EntityRow.Id)!)!.Value);
                }
            }

            await work.NoteAsync(own, work.ErasedAt, cancellationToken).ConfigureAwait(false);
            yield return page.After;
        }
    }
}
