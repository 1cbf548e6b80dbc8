using Azure;
using Azure.Identity;
using Platica.Functions.Storage;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Storage;

public sealed class StorageFailureTests
{
    public static TheoryData<Exception> Outages =>
    [
        new AggregateException("Retry failed after 3 tries.", new RequestFailedException("Connection refused"), new RequestFailedException("Connection refused")),
        new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
        new AuthenticationFailedException("no token"),
        new HttpRequestException("reset"),
        new IOException("reset"),
    ];

    [Theory]
    [InlineData(409, "EntityAlreadyExists", true)]
    [InlineData(412, "UpdateConditionNotSatisfied", true)]
    [InlineData(412, "ConditionNotMet", true)]
    [InlineData(404, "ResourceNotFound", true)]
    [InlineData(404, "EntityNotFound", true)]
    [InlineData(404, "TableNotFound", false)]
    [InlineData(409, "TableBeingDeleted", false)]
    [InlineData(409, "ContainerBeingDeleted", false)]
    [InlineData(429, "TooManyRequests", false)]
    [InlineData(503, "ServerBusy", false)]
    public void A_conflict_is_told_by_its_kind(int status, string code, bool expected) =>
        Assert.Equal(expected, StorageFailure.IsConflict(Failure(status, code)));

    [Theory]
    [InlineData(400, "PropertyValueTooLarge")]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(400, "KeyValueTooLarge")]
    [InlineData(400, "TooManyProperties")]
    [InlineData(413, "RequestBodyTooLarge")]
    public void What_breaks_a_limit_is_refused_for_ever(int status, string code)
    {
        var refused = Assert.IsType<StoreRefusedException>(StorageFailure.ToStoreException(Failure(status, code)));

        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(401, "AuthenticationFailed")]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    [InlineData(404, "TableNotFound")]
    [InlineData(408, "OperationTimedOut")]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(503, "ServerBusy")]
    [InlineData(504, null)]
    public void Everything_else_may_be_well_later(int status, string? code) =>
        Assert.IsType<StoreUnavailableException>(StorageFailure.ToStoreException(Failure(status, code)));

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public void An_outage_is_an_outage_however_the_client_tells_it(Exception outage)
    {
        Assert.True(StorageFailure.IsOne(outage, CancellationToken.None));
        Assert.IsType<StoreUnavailableException>(StorageFailure.ToStoreException(outage));
    }

    [Fact]
    public void A_caller_who_gives_up_is_no_failure_of_the_store() =>
        Assert.False(StorageFailure.IsOne(new TaskCanceledException(), new CancellationToken(canceled: true)));

    [Fact]
    public void A_fault_of_ours_is_no_failure_of_the_store() =>
        Assert.False(StorageFailure.IsOne(new InvalidOperationException(), CancellationToken.None));

    [Fact]
    public void The_message_holds_nothing_of_what_the_service_wrote()
    {
        var failure = new RequestFailedException(400, "The key ~5215500000001 is too long.", "KeyValueTooLarge", null);

        Assert.DoesNotContain("521", StorageFailure.ToStoreException(failure).Message, StringComparison.Ordinal);
    }

    private static RequestFailedException Failure(int status, string? code) => new(status, "message", code, null);
}
