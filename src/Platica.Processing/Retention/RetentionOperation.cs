using Platica.Processing.Operations;
using Platica.Processing.Reading;

namespace Platica.Processing.Retention;

/// <summary>Removes what is too old now, without waiting for the timer; with <c>dryRun</c> it only counts.</summary>
internal sealed class RetentionOperation(RetentionWalk walk, RetentionOptions options, TimeProvider clock) : IOperation
{
    private const string DryRun = "dryRun";
    private const string Workspace = "workspace";

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var run = new RetentionRun(PlaceOf(call.Only(DryRun, Workspace)), () => call.HasTime)
        {
            IsDryRun = call.Flag(DryRun),
            OnlyWorkspace = call.Text(Workspace),
        };
        if (!options.IsOn)
        {
            throw new ReadProblemException(
                409, "Everything is kept for ever", "Set how many days are kept of what, such as Retention__Events=365; docs/operations.md lists the settings.");
        }

        var next = await walk.RunAsync(run, cancellationToken).ConfigureAwait(false);
        return new(run.Counts.All, next?.ToString());
    }

    private RetentionPlace PlaceOf(OperationCall call) => call.Continuation is not { } continuation
        ? new(clock.GetUtcNow())
        : RetentionPlace.Parse(continuation) ?? throw OperationCall.Invalid("continuation", "the continuation of an earlier answer");
}
