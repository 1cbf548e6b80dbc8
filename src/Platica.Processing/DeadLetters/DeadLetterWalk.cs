using System.Globalization;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// One call of an operation on dead letters: goes through those that are asked for, by ids or by filters, until all are done or the time is
/// over. A dry run only counts them.
/// </summary>
internal sealed class DeadLetterWalk(ITableStore store, DeadLetterSelection selection, OperationCall call, Func<TableRow, Task<string>> act)
{
    /// <summary>How many ids one call takes.</summary>
    public const int MostIds = 500;

    private const int RowsAtOnce = 100;

    private readonly DeadLetterReader _reader = new(store);
    private readonly bool _isDryRun = call.Flag("dryRun");
    private readonly Dictionary<string, long> _counts = new() { ["matched"] = 0 };
    private string? _place = call.Continuation;

    /// <summary>Does the page.</summary>
    public async Task<OperationPage> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (call.Texts("ids", MostIds) is { Count: > 0 } ids
                ? WalkAsync(ids, cancellationToken)
                : WalkAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception problem) when (_place != call.Continuation && problem is StoreUnavailableException or QueueUnavailableException)
        {
            // What is done already is told; the next call goes on behind it, and tells if it cannot.
        }

        return new(_counts, _place);
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        do
        {
            var page = await _reader.ListAsync(selection, RowsAtOnce, _place, cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows)
            {
                await DoAsync(row).ConfigureAwait(false);
                _place = DeadLetterReader.After(row);
                if (!call.HasTime)
                {
                    return;
                }
            }

            _place = page.After;
        }
        while (_place is not null && call.HasTime);
    }

    private async Task WalkAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var next = PlaceIn(ids);
        do
        {
            if (await _reader.FindAsync(ids[next], cancellationToken).ConfigureAwait(false) is not { } row)
            {
                Count("unknown");
            }
            else if (selection.Filter.Accepts(row))
            {
                await DoAsync(row).ConfigureAwait(false);
            }
            else
            {
                // Of a call that is made again, because its answer was lost.
                Count("already");
            }

            _place = ++next < ids.Count ? next.ToString(CultureInfo.InvariantCulture) : null;
        }
        while (_place is not null && call.HasTime);
    }

    private int PlaceIn(IReadOnlyList<string> ids)
    {
        if (_place is null)
        {
            return 0;
        }

        return int.TryParse(_place, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < ids.Count
            ? place
            : throw OperationCall.Invalid("continuation", "one that this operation answered for the same ids");
    }

    private async Task DoAsync(TableRow row)
    {
        var outcome = _isDryRun ? null : await act(row).ConfigureAwait(false);
        Count("matched");
        if (outcome is not null)
        {
            Count(outcome);
        }
    }

    private void Count(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;
}
