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

    /// <summary>An insert found the key taken. Nothing else means that the row is there: whoever was told so would not write it again.</summary>
    public static bool IsKeyTaken(RequestFailedException failure) => failure is { Status: 409, ErrorCode: "EntityAlreadyExists" };

    /// <summary>A replacement found the row with another ETag (412), or gone (404).</summary>
    public static bool IsOutdated(RequestFailedException failure) =>
        failure is { Status: 412 } or { Status: 404, ErrorCode: "ResourceNotFound" or "EntityNotFound" };

    /// <summary>
    /// A write that the tables will never take, because of what is in the row. Only by its code: what is wrong with every request, such as its
    /// signature or a header, is a 400 as well. Source: "Table Storage error codes" and "Common REST API error codes".
    /// </summary>
    public static bool IsRefusal(RequestFailedException failure) => failure is
    {
        Status: 400 or 413,
        ErrorCode: "EntityTooLarge" or "PropertyValueTooLarge" or "KeyValueTooLarge" or "TooManyProperties" or "PropertyNameTooLong"
            or "PropertyNameInvalid" or "PropertiesNeedValue" or "DuplicatePropertiesSpecified" or "InvalidValueType" or "OutOfRangeInput"
            or "InvalidInput" or "InvalidDuplicateRow" or "CommandsInBatchActOnDifferentPartitions" or "ContentLengthExceeded"
            or "RequestBodyTooLarge"
    };

    /// <summary>What was created once is gone, such as after somebody deleted a table.</summary>
    public static bool IsGone(Exception problem) =>
        problem is RequestFailedException { Status: 404, ErrorCode: "TableNotFound" or "ContainerNotFound" or "ResourceNotFound" };

    /// <summary>The exception of a refusal, as the pipeline knows it.</summary>
    public static StoreRefusedException ToRefused(RequestFailedException refusal) => new($"The store refuses the row: {ReasonOf(refusal)}.");

    /// <summary>The exception of any other failure, as the pipeline knows it.</summary>
    public static StoreUnavailableException ToUnavailable(Exception problem) => new($"The store did not answer: {ReasonOf(problem)}.", problem);

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
