using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Rebuilding;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Rebuilding;

public sealed partial class RebuildTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Rows_that_are_gone_come_back()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Message(1), Message(2));
        var before = await home.CellsAsync("");
        foreach (var (table, row) in await home.Store.ReadRowsAsync())
        {
            if (table is TableNames.Messages or TableNames.Timeline or TableNames.PhoneIndex or TableNames.Conversations)
            {
                await home.Store.DeleteAsync(table, row.PartitionKey, row.RowKey, CancellationToken.None);
            }
        }

        await home.RunAsync();

        Assert.Equal(before, await home.CellsAsync(""));
    }

    [Fact]
    public async Task A_rebuild_in_many_pages_makes_the_same_as_one_in_one_page()
    {
        RebuildHome? home = null;
        home = new RebuildHome(call =>
        {
            if (call is { Operation: StoreOperation.Query, Table: TableNames.Events or TableNames.DeadLetters })
            {
                home!.Clock.Advance(TimeSpan.FromSeconds(20));
            }

            return Task.CompletedTask;
        });
        await home.ProcessAsync(Enumerable.Range(0, 250).Select(number => Message(number)));
        await home.ProcessAsync(Message(300, Day.AddDays(1)), Message(301, Day.AddDays(1), "ws_2"), Posted.Body("not JSON"));

        var rebuilt = await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(await home.CellsAsync(""), await home.CellsAsync("v2"));
        Assert.Equal((252, 4, 1), (rebuilt["events"], rebuilt["days"], rebuilt["copied"]));
        Assert.Equal(7, rebuilt.Pages);
    }

    [Fact]
    public async Task The_days_to_go_through_can_be_counted_beforehand()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Message(1), Message(2, Day.AddDays(1)), Message(3, Day.AddDays(2)), Message(4, workspace: "ws_2"), Posted.Body("not JSON"));

        Assert.Equal(4, (await home.RunAsync("""{"count":true}"""))["days"]);
        Assert.Equal(5, (await home.RunAsync("""{"count":true,"into":"v2"}"""))["days"]);
        Assert.Equal(2, (await home.RunAsync("""{"count":true,"since":"2026-11-21T12:00:00Z"}"""))["days"]);
        Assert.Equal(3, (await home.RunAsync("""{"count":true,"workspace":"platica.ws_1"}"""))["days"]);
        Assert.Empty(await home.CellsAsync("v2"));
    }

    [Fact]
    public async Task Only_events_since_a_time_and_of_a_workspace_are_rebuilt()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(
            Message(1, Day.AddHours(1)), Message(2, Day.AddHours(2)), Message(3, Day.AddHours(3)), Message(4, Day.AddDays(1)), Message(5, Day.AddHours(3), "ws_2"));

        await home.RunAsync("""{"into":"v2","since":"2026-11-20T02:00:00Z","workspace":"platica.ws_1"}""");

        Assert.Equal(["event_2", "event_3", "event_4"], await IdsAsync(home, "v2"));
    }

    [Fact]
    public async Task A_body_that_is_gone_or_damaged_is_named_and_stops_nothing()
    {
        var home = new RebuildHome();
        await home.Blobs.WriteAsync("bodies/other", "{}"u8.ToArray(), CancellationToken.None);
        await home.ProcessAsync(
            Message(1) with { BodyReference = "bodies/gone" }, Message(2) with { BodyReference = "bodies/other" }, Message(3), Message(4));
        await DamageAsync(home, "event_3");

        var rebuilt = await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal((1, 1, 2), (rebuilt["events"], rebuilt["missing"], rebuilt["damaged"]));
        Assert.Equal(
            ["event_1 body-missing", "event_2 damaged", "event_3 damaged"],
            rebuilt.Items.Select(item => $"{item.Text("id")} {item.Text("problem")}").Order(StringComparer.Ordinal));
        Assert.All(rebuilt.Items, item => Assert.Equal(("platica.ws_1", "message.created"), (item.Text("workspace"), item.Text("event"))));
        Assert.Equal(["event_1", "event_2", "event_3", "event_4"], await IdsAsync(home, "v2"));
        Assert.Equal(await RowsOfAsync(home, TableNames.Events), await RowsOfAsync(home, TableNames.Events, "v2"));
    }

    [Fact]
    public async Task One_that_is_being_erased_is_missing()
    {
        var home = new RebuildHome();
        await home.Blobs.WriteAsync("bodies/one", Message(1).Body, CancellationToken.None);
        await home.ProcessAsync(Message(1) with { BodyReference = "bodies/one" }, Message(2));
        var (table, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Events && item.Row.GetText("Id") == "event_1");
        await home.Store.ReplaceAsync(table, BodyColumns.Erasing(row), row.ETag!, CancellationToken.None);

        var rebuilt = await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal((1, 1, 0), (rebuilt["events"], rebuilt["missing"], rebuilt["damaged"]));
    }

    [Fact]
    public async Task The_tables_in_use_are_the_same_in_any_letter_case()
    {
        var home = new RebuildHome(prefix: "v2");
        await home.ProcessAsync(Message(1));
        var before = await home.CellsAsync("v2");

        var rebuilt = await home.RunAsync("""{"into":"V2"}""");

        Assert.Equal(1, rebuilt["events"]);
        Assert.Equal(before, await home.CellsAsync("v2"));
        Assert.Empty(await home.CellsAsync("V2"));
    }

    [Fact]
    public async Task The_workspace_of_which_every_body_is_gone_is_listed_in_the_fresh_tables_too()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Message(1) with { BodyReference = "bodies/gone" });

        await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(["event_1"], await new Pipeline(home.Sets.Of("v2")).GetIdsAsync("/api/events"));
    }

    [Fact]
    public async Task While_the_tables_are_down_nothing_is_lost_and_the_same_page_goes_on_later()
    {
        var down = false;
        var home = new RebuildHome(call => down && call.Table == "v2" + TableNames.Messages
            ? throw new StoreUnavailableException("down")
            : Task.CompletedTask);
        await home.ProcessAsync(Message(1), Message(2));
        down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => home.RunAsync("""{"into":"v2"}"""));
        down = false;
        await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(await home.CellsAsync(""), await home.CellsAsync("v2"));
    }

    [Fact]
    public async Task What_arrived_in_the_old_tables_after_the_rebuild_is_brought_over_when_the_fresh_ones_are_in_use()
    {
        var home = new RebuildHome(prefix: "v2");
        var old = new Pipeline(home.Sets.Of(""));
        await old.ProcessAsync(Message(1), Message(2));
        await home.ProcessAsync(Message(2), Message(3));

        await home.RunAsync("""{"from":""}""");

        Assert.Equal(["event_1", "event_2", "event_3"], await IdsAsync(home, "v2"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_processed_any_more_is_named()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Message(1));
        var (table, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Events);
        var changed = row with { Columns = new Dictionary<string, object>(row.Columns) { ["Provider"] = "former" } };
        await home.Store.ReplaceAsync(table, changed, row.ETag!, CancellationToken.None);

        var rebuilt = await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(1, rebuilt["refused"]);
        Assert.Equal(DeadLetterReasons.UnknownProvider, Assert.Single(rebuilt.Items).Text("problem"));
        Assert.Equal(["event_1"], await IdsAsync(home, "v2"));
    }

    [Theory]
    [InlineData("""{"into":"2v"}""")]
    [InlineData("""{"into":"v-2"}""")]
    [InlineData("""{"into":"Conversation"}""")]
    [InlineData("""{"into":"v23456789012345678901"}""")]
    [InlineData("""{"from":"ñ"}""")]
    [InlineData("""{"prefix":"v2"}""")]
    public async Task A_prefix_that_no_table_can_have_is_a_problem(string parameters) =>
        await Assert.ThrowsAsync<ReadProblemException>(() => new RebuildHome().RunAsync(parameters));

    [Fact]
    public async Task A_workspace_that_is_not_there_is_a_problem_rather_than_nothing_to_do()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Message(1));

        await Assert.ThrowsAsync<ReadProblemException>(() => home.RunAsync("""{"workspace":"ws_1"}"""));
    }

    [Fact]
    public async Task Where_there_is_but_one_set_of_tables_no_other_can_be_filled()
    {
        var store = new InMemoryTableStore();
        var home = new RebuildHome();
        var operation = new RebuildOperation(new TableSets(store), home.Blobs, RebuildHome.Processor(store));

        var problem = await Assert.ThrowsAsync<ReadProblemException>(
            () => operation.RunAsync(new(System.Text.Json.JsonElement.Parse("""{"into":"v2"}"""), home.Clock), CancellationToken.None));

        Assert.Contains("restart", problem.Message, StringComparison.Ordinal);
    }

    private static Delivery Message(int number, DateTimeOffset? at = null, string workspace = "ws_1") => Posted.Event(
        "message.created",
        $"event_{number}",
        new
        {
            message = new { id = $"msg_{number}", content = $"text {number}", creationDate = (at ?? Day).UtcDateTime },
            conversation = new { id = $"conv_{number % 7}", phoneNumber = $"+52155000000{number % 7:D2}" },
        },
        at ?? Day,
        workspace);

    private static async Task DamageAsync(RebuildHome home, string id)
    {
        var (table, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Events && item.Row.GetText("Id") == id);
        var changed = row with { Columns = new Dictionary<string, object>(row.Columns) { ["Body"] = new byte[] { 1, 2, 3 } } };
        Assert.Equal(WriteOutcome.Written, await home.Store.ReplaceAsync(table, changed, row.ETag!, CancellationToken.None));
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(RebuildHome home, string prefix) =>
        [.. (await home.Store.ReadRowsAsync()).Where(item => item.Table == prefix + TableNames.Events)
            .Select(item => item.Row.GetText("Id")!).Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<string>> RowsOfAsync(RebuildHome home, string table, string prefix = "") =>
        [.. (await home.CellsAsync(prefix)).Where(cell => cell.StartsWith(table + " ", StringComparison.Ordinal))];
}
