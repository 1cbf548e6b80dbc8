using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Notes the person's ways through Flows.</summary>
internal sealed class FlowsStep(ITableStore store, FoundPerson person, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store, TableLimits.PageRows);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.FlowResponses, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            var own = new List<PersonKey>();
            foreach (var row in page.Rows)
            {
                if (await person.HoldsAsync(TableNames.FlowResponses, row, cancellationToken).ConfigureAwait(false))
                {
                    own.Add(PersonKey.FlowToken(ColumnParts.GetText(row, EntityRow.Id)!));
                }
            }

            await work.NoteAsync(own, work.ErasedAt, cancellationToken).ConfigureAwait(false);
            yield return page.After;
        }
    }
}
