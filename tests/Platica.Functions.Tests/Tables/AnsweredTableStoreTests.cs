using System.Net;
using Platica.Functions.Tables;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Tables;

/// <summary>What a service may answer and Azurite never does.</summary>
public sealed class AnsweredTableStoreTests
{
    private static readonly TableRow Row = new("p", "row", new Dictionary<string, object> { ["Value"] = 1 });

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequests")]
    [InlineData(HttpStatusCode.InternalServerError, "OperationTimedOut")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData(HttpStatusCode.Conflict, "TableBeingDeleted")]
    [InlineData(HttpStatusCode.NotFound, "TableNotFound")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidAuthenticationInfo")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidHeaderValue")]
    public async Task What_may_be_well_later_is_unavailable(HttpStatusCode status, string code)
    {
        var store = Store(_ => AnsweringTableService.Error(status, code));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync("Clients", Row, CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReplaceAsync("Clients", Row, "W/\"1\"", CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.QueryAsync(new("Clients", "p", 1), CancellationToken.None));
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    [InlineData(HttpStatusCode.BadRequest, "EntityTooLarge")]
    [InlineData(HttpStatusCode.BadRequest, "PropertyValueTooLarge")]
    public async Task What_breaks_a_limit_is_refused(HttpStatusCode status, string code)
    {
        var store = Store(_ => AnsweringTableService.Error(status, code));

        await Assert.ThrowsAsync<StoreRefusedException>(() => store.InsertAsync("Clients", Row, CancellationToken.None));
        await Assert.ThrowsAsync<StoreRefusedException>(() => store.ReplaceAsync("Clients", Row, "W/\"1\"", CancellationToken.None));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData(HttpStatusCode.BadRequest, "OutOfRangeInput")]
    public async Task Only_a_row_can_be_refused_and_never_a_question(HttpStatusCode status, string code)
    {
        var store = Store(_ => AnsweringTableService.Error(status, code));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync("Clients", "p", "row", CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.QueryAsync(new("Clients", "p", 1), CancellationToken.None));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFound")]
    [InlineData(HttpStatusCode.PreconditionFailed, "UpdateConditionNotSatisfied")]
    public async Task An_insert_is_there_only_when_the_service_says_that_its_key_is_taken(HttpStatusCode status, string code)
    {
        var store = Store(_ => AnsweringTableService.Error(status, code));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InsertAsync("Clients", Row, CancellationToken.None));
        Assert.Equal(WriteOutcome.Conflict, await store.ReplaceAsync("Clients", Row, "W/\"1\"", CancellationToken.None));
    }

    [Fact]
    public async Task A_page_that_ends_early_is_followed_by_the_next_until_there_are_enough()
    {
        var pages = new Queue<HttpResponseMessage>(
        [
            AnsweringTableService.Page(["a"], next: "b"),
            AnsweringTableService.Page([], next: "b"),
            AnsweringTableService.Page(["b", "c", "d"], next: "e"),
        ]);
        var store = Store(_ => pages.Dequeue());

        var rows = await store.QueryAsync(new("Clients", "p", 3), CancellationToken.None);

        Assert.Equal(["a", "b", "c"], rows.Select(row => row.RowKey));
        Assert.Empty(pages);
    }

    [Fact]
    public async Task So_many_calls_run_at_once_and_no_more()
    {
        var (running, most, full, go) = (0, 0, new TaskCompletionSource(), new TaskCompletionSource());
        var store = new TableStore(new AnsweringTableService(async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            if (Volatile.Read(ref running) == TableStore.CallsAtOnce)
            {
                full.TrySetResult();
            }

            await go.Task;
            Interlocked.Decrement(ref running);
            return AnsweringTableService.Page([]);
        }).Client);

        Task[] calls = [.. Enumerable.Range(0, 3 * TableStore.CallsAtOnce).Select(_ => store.QueryAsync(new("Clients", "p", 1), CancellationToken.None))];
        await full.Task.WaitAsync(TimeSpan.FromSeconds(60));
        go.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(TableStore.CallsAtOnce, most);
    }

    [Fact]
    public async Task A_table_is_created_once_and_not_at_every_call()
    {
        using var service = new AnsweringTableService(_ => Task.FromResult(AnsweringTableService.Page([])));
        var store = new TableStore(service.Client);

        await store.QueryAsync(new("Clients", "p", 1), CancellationToken.None);
        await store.QueryAsync(new("Clients", "p", 1), CancellationToken.None);

        Assert.Equal(1, service.Creations);
    }

    private static TableStore Store(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new(new AnsweringTableService(request => Task.FromResult(answer(request))).Client);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }
}
