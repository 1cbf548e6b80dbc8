using Azure;
using Azure.Identity;
using Platica.Processing.Tables;

namespace Platica.Functions.Storage;

/// <summary>
/// Sorts the failures of Azure Storage by kind. What is not known to be the row's own fault counts as unavailable: waiting loses nothing,
/// and even a missing role may be there a minute later.
/// </summary>
internal static class StorageFailure
{
    /// <summary>Whether a failure came from the service, the network or the identity, and not from the caller's giving up.</summary>
    public static bool IsOne(Exception problem, CancellationToken cancellationToken) => problem switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        RequestFailedException or AggregateException or AuthenticationFailedException or IOException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>Somebody else wrote first: the key is taken (409), or the row has another ETag (412) or is gone (404).</summary>
    public static bool IsConflict(RequestFailedException failure) =>
        failure is { Status: 409, ErrorCode: "EntityAlreadyExists" } or { Status: 412 } or { Status: 404, ErrorCode: "ResourceNotFound" or "EntityNotFound" };

    /// <summary>What was created once is gone, such as after somebody deleted a table.</summary>
    public static bool IsGone(Exception problem) =>
        problem is RequestFailedException { Status: 404, ErrorCode: "TableNotFound" or "ContainerNotFound" or "ResourceNotFound" };

    /// <summary>The exception that the pipeline knows.</summary>
    public static Exception ToStoreException(Exception problem) => problem is RequestFailedException { Status: 400 or 413 } refused
        ? new StoreRefusedException($"The store refuses the row: {ReasonOf(refused)}.")
        : new StoreUnavailableException($"The store did not answer: {ReasonOf(problem)}.", problem);

    private static string ReasonOf(Exception problem) => problem switch
    {
        RequestFailedException { Status: > 0 } failure => $"{failure.Status} {failure.ErrorCode}".TrimEnd(),
        RequestFailedException => "no connection",
        AggregateException { InnerException: { } inner } => ReasonOf(inner),
        AuthenticationFailedException => "the identity was refused",
        OperationCanceledException => "it timed out",
        _ => problem.GetType().Name,
    };
}
