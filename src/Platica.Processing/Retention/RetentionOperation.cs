using Platica.Processing.Erasure;
using Platica.Processing.Operations;
using Platica.Processing.Reading;

namespace Platica.Processing.Retention;

/// <summary>Removes what is too old now, without waiting for the timer; with <c>dryRun</c> it only counts.</summary>
internal sealed class RetentionOperation(RetentionWalk walk, RetentionOptions options, TimeProvider clock) : IOperation
{
    private const string DryRun = "dryRun";

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var isDryRun = call.Only(DryRun).Flag(DryRun);
        if (!options.IsOn)
        {
            throw new ReadProblemException(
                409, "Everything is kept for ever", "Set how many days are kept of what, such as Retention__Events=365; docs/operations.md lists the settings.");
        }

        var counts = new RemovalCounts();
        var next = await walk.RunAsync(PlaceOf(call), isDryRun, counts, () => call.HasTime, cancellationToken).ConfigureAwait(false);
        return new(counts.All, next?.ToString());
    }

    private RetentionPlace PlaceOf(OperationCall call) => call.Continuation is not { } continuation
        ? new(clock.GetUtcNow())
        : RetentionPlace.Parse(continuation) ?? throw OperationCall.Invalid("continuation", "the continuation of an earlier answer");
}
