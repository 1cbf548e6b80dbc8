namespace Platica.Processing.Operations;

/// <summary>
/// What an operator can have done over HTTP and with <c>platica</c>. It works in pages: a call lasts seconds and tells where the next one goes
/// on. It is safe to repeat: a page that was done already, wholly or in part, changes nothing.
/// </summary>
public interface IOperation
{
    /// <summary>The route below <c>/api/operations/</c>, such as <c>dead-letters/replay</c>.</summary>
    string Name { get; }

    /// <summary>Does one page.</summary>
    /// <exception cref="Tables.StoreUnavailableException">The tables do not answer; the same call may be made again.</exception>
    /// <exception cref="Queue.QueueUnavailableException">The queue does not answer; the same call may be made again.</exception>
    Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken);
}
