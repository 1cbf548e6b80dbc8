using Azure;
using Azure.Identity;
using Platica.Functions.Storage;

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
    [InlineData(409, "TableBeingDeleted", false)]
    [InlineData(412, "UpdateConditionNotSatisfied", false)]
    [InlineData(404, "ResourceNotFound", false)]
    [InlineData(404, "EntityNotFound", false)]
    [InlineData(404, "TableNotFound", false)]
    [InlineData(503, "ServerBusy", false)]
    public void An_insert_finds_the_key_taken_only_where_the_service_says_so(int status, string code, bool expected) =>
        Assert.Equal(expected, StorageFailure.IsKeyTaken(Failure(status, code)));

    [Theory]
    [InlineData(412, "UpdateConditionNotSatisfied", true)]
    [InlineData(412, "ConditionNotMet", true)]
    [InlineData(404, "ResourceNotFound", true)]
    [InlineData(404, "EntityNotFound", true)]
    [InlineData(404, "TableNotFound", false)]
    [InlineData(409, "TableBeingDeleted", false)]
    [InlineData(429, "TooManyRequests", false)]
    [InlineData(503, "ServerBusy", false)]
    public void A_replacement_is_outdated_when_the_row_changed_or_is_gone(int status, string code, bool expected) =>
        Assert.Equal(expected, StorageFailure.IsOutdated(Failure(status, code)));

    [Theory]
    [InlineData(400, "PropertyValueTooLarge")]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(400, "KeyValueTooLarge")]
    [InlineData(400, "TooManyProperties")]
    [InlineData(400, "PropertyNameTooLong")]
    [InlineData(400, "PropertyNameInvalid")]
    [InlineData(400, "InvalidInput")]
    [InlineData(400, "OutOfRangeInput")]
    [InlineData(413, "RequestBodyTooLarge")]
    public void What_breaks_a_limit_is_refused_for_ever(int status, string code)
    {
        Assert.True(StorageFailure.IsRefusal(Failure(status, code)));
        Assert.Contains(code, StorageFailure.ToRefused(Failure(status, code)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(400, null)]
    [InlineData(400, "InvalidAuthenticationInfo")]
    [InlineData(400, "InvalidHeaderValue")]
    [InlineData(400, "InvalidUri")]
    [InlineData(400, "InvalidResourceName")]
    [InlineData(401, "AuthenticationFailed")]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    [InlineData(404, "TableNotFound")]
    [InlineData(408, "OperationTimedOut")]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(413, null)]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServerBusy")]
    [InlineData(504, null)]
    public void Everything_else_may_be_well_later(int status, string? code) => Assert.False(StorageFailure.IsRefusal(Failure(status, code)));

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public void An_outage_is_an_outage_however_the_client_tells_it(Exception outage)
    {
        Assert.True(StorageFailure.IsOne(outage, CancellationToken.None));
        Assert.StartsWith("The store did not answer", StorageFailure.ToUnavailable(outage).Message, StringComparison.Ordinal);
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

        Assert.DoesNotContain("521", StorageFailure.ToRefused(failure).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("521", StorageFailure.ToUnavailable(failure).Message, StringComparison.Ordinal);
    }

    private static RequestFailedException Failure(int status, string? code) => new(status, "message", code, null);
}
