using Platica.Processing.Deliveries;
using Platica.Processing.Retention;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Retention;

public sealed class RetentionTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    [Fact]
    public async Task Of_a_story_that_is_too_old_only_the_clients_and_the_directory_stay()
    {
        using var home = new RetentionHome(RetentionHome.All(30));
        await home.StoreStoryAsync();
        Assert.All(PlaticaTables.All, table => Assert.Contains(home.Store.Calls, call => call.Table == table));

        home.Clock.Advance(Month + TimeSpan.FromDays(1));
        Assert.True(await home.MaintainAsync());

        var left = await home.RowsAsync();
        Assert.All(left, row => Assert.Matches("^(Clients|PhoneIndex [^ ]+ client|Directory (workspaces|flows))", row));
        Assert.Contains(left, row => row.StartsWith("Clients", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_too_old_is_not_touched()
    {
        using var home = new RetentionHome(RetentionHome.All(30));
        await home.StoreStoryAsync();
        var (rows, before) = (await home.RowsAsync(), await StoreImage.TakeAsync(home.Store));

        home.Clock.Advance(TimeSpan.FromDays(29));
        Assert.True(await home.MaintainAsync());

        Assert.Equal(rows, await home.RowsAsync());
        Assert.Null(before.FirstDifference(await ImageWithoutPlaceAsync(home)));
    }

    [Fact]
    public async Task What_is_new_stays_whole_where_what_is_old_goes()
    {
        using var home = new RetentionHome(RetentionHome.All(30));
        using var onlyNew = new RetentionHome(new());
        await home.StoreStoryAsync();
        home.Clock.Advance(Month + TimeSpan.FromDays(1));
        onlyNew.Clock.Advance(Month + TimeSpan.FromDays(1));
        await home.StoreAsync(NewMessage(home));
        await onlyNew.StoreAsync(NewMessage(onlyNew));

        Assert.True(await home.MaintainAsync());

        var rows = await home.RowsAsync();
        Assert.Empty((await onlyNew.RowsAsync()).Except(rows));
        Assert.All(rows.Except(await onlyNew.RowsAsync()), row => Assert.Matches("^(Clients|PhoneIndex [^ ]+ client|Directory (workspaces|flows))", row));
        Assert.Equal(["m_new"], await home.Reading.GetIdsAsync("/api/conversations/conv_new/messages", "workspace=platica.ws_1"));
    }

    [Fact]
    public async Task Old_messages_go_and_their_conversation_stays()
    {
        using var home = new RetentionHome(new() { Messages = TimeSpan.FromDays(30) });
        await home.StoreAsync(Message(home, "m_old"));
        home.Clock.Advance(Month);
        await home.StoreAsync(Message(home, "m_new"));

        Assert.True(await home.MaintainAsync());

        Assert.Equal(["m_new"], await home.Reading.GetIdsAsync("/api/conversations/conv_new/messages"));
        Assert.Equal(["conv_new"], await home.Reading.GetIdsAsync("/api/conversations"));
        Assert.Single(await home.RowsAsync(), row => row.StartsWith("Messages", StringComparison.Ordinal));
        Assert.Single(await home.RowsAsync(), row => row.StartsWith("Timeline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_has_moved_to_a_later_place_stays()
    {
        using var home = new RetentionHome(new() { Messages = TimeSpan.FromDays(30) });
        await home.StoreAsync(Message(home, "m_1"));
        home.Clock.Advance(Month);
        await home.StoreAsync(Message(home, "m_1"));

        Assert.True(await home.MaintainAsync());

        Assert.Equal(["m_1"], await home.Reading.GetIdsAsync("/api/conversations/conv_new/messages"));
        Assert.Single(await home.RowsAsync(), row => row.StartsWith("Timeline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conversation_that_was_active_again_stays_and_is_listed_once()
    {
        using var home = new RetentionHome(new() { Conversations = TimeSpan.FromDays(30) });
        await home.StoreAsync(Message(home, "m_old"));
        home.Clock.Advance(Month);
        await home.StoreAsync(Message(home, "m_new"));

        Assert.True(await home.MaintainAsync());

        Assert.Equal(["m_new", "m_old"], await home.Reading.GetIdsAsync("/api/conversations/conv_new/messages"));
        Assert.Equal(["conv_new"], await home.Reading.GetIdsAsync("/api/conversations"));
        Assert.Single(await home.RowsAsync(), row => row.StartsWith("Activity", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TableNames.Conversations)]
    [InlineData(TableNames.Timeline)]
    public async Task What_is_written_again_in_the_moment_of_its_deletion_goes_with_the_next_walk(string deleted)
    {
        IReadOnlyList<(string Table, TableRow Row)> again = [];
        RetentionHome? retained = null;
        using var home = retained = new RetentionHome(RetentionHome.All(30), WriteAgainAsync);
        await home.StoreAsync(Message(home, "m_old"));
        var rows = await home.Store.ReadRowsAsync();
        home.Clock.Advance(Month + TimeSpan.FromDays(1));

        // Whoever writes finds the state still there, and what is inserted already.
        again = [.. rows.Where(item => item.Table == TableNames.Messages || (deleted == TableNames.Conversations && item.Table is TableNames.Timeline or TableNames.Activity))];
        Assert.True(await home.MaintainAsync());
        home.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await home.MaintainAsync());

        Assert.Empty(again);
        Assert.All(await home.RowsAsync(), row => Assert.StartsWith("Directory workspaces", row, StringComparison.Ordinal));

        async Task WriteAgainAsync(StoreCall call)
        {
            if (call.Operation == StoreOperation.Delete && call.Table == deleted)
            {
                var written = again;
                again = [];
                foreach (var (table, row) in written)
                {
                    await retained!.Store.InsertAsync(table, row with { ETag = null }, CancellationToken.None);
                }
            }
        }
    }

    [Fact]
    public async Task A_late_repetition_of_what_was_deleted_goes_again_with_the_next_walk()
    {
        using var home = new RetentionHome(RetentionHome.All(30));
        var old = Message(home, "m_old");
        await home.StoreAsync(old);
        home.Clock.Advance(Month + TimeSpan.FromDays(1));
        await home.MaintainAsync();
        var cleaned = await home.RowsAsync();

        await home.StoreAsync(old);
        Assert.NotEqual(cleaned, await home.RowsAsync());
        await home.MaintainAsync();
        Assert.NotEqual(cleaned, await home.RowsAsync());
        home.Clock.Advance(TimeSpan.FromHours(23));
        await home.MaintainAsync();

        Assert.Equal(cleaned, await home.RowsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_in_a_blob_goes_with_the_last_row_that_names_it(bool eventFirst)
    {
        using var home = new RetentionHome(eventFirst
            ? new() { Events = TimeSpan.FromDays(10), DeadLetters = TimeSpan.FromDays(20) }
            : new() { Events = TimeSpan.FromDays(20), DeadLetters = TimeSpan.FromDays(10) });
        var delivery = Posted.Event("custom.large", "evt_1", new { text = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{number} ")) });
        await home.StoreAsync(delivery);
        await home.PutAsideAsync(delivery, DeadLetterReasons.HandlerFailed);
        Assert.Single(home.Blobs.Names);

        home.Clock.Advance(TimeSpan.FromDays(12));
        Assert.True(await home.MaintainAsync());
        var row = Assert.Single(await home.RowsAsync(), row => row.StartsWith("Events", StringComparison.Ordinal) || row.StartsWith("DeadLetters", StringComparison.Ordinal));
        Assert.StartsWith(eventFirst ? "DeadLetters" : "Events", row, StringComparison.Ordinal);
        Assert.Single(home.Blobs.Names);

        home.Clock.Advance(TimeSpan.FromDays(12));
        Assert.True(await home.MaintainAsync());
        Assert.DoesNotContain(await home.RowsAsync(), row => row.StartsWith("Events", StringComparison.Ordinal) || row.StartsWith("DeadLetters", StringComparison.Ordinal));
        Assert.Empty(home.Blobs.Names);
    }

    [Fact]
    public async Task A_body_stays_while_a_repetition_of_another_day_is_a_dead_letter()
    {
        using var home = new RetentionHome(new() { Events = TimeSpan.FromDays(10) });
        var delivery = Posted.Event("custom.large", "evt_1", new { text = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{number} ")) });
        await home.StoreAsync(delivery);
        home.Clock.Advance(TimeSpan.FromDays(2));
        await home.PutAsideAsync(delivery, DeadLetterReasons.HandlerFailed);
        Assert.Equal(2, home.Blobs.Names.Count);

        home.Clock.Advance(TimeSpan.FromDays(10));
        Assert.True(await home.MaintainAsync());

        Assert.DoesNotContain(await home.RowsAsync(), row => row.StartsWith("Events", StringComparison.Ordinal));
        var row = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.DeadLetters).Row;
        Assert.Equal(delivery.Body.Length, (await BodyColumns.ReadBodyAsync(row, home.Blobs, CancellationToken.None))!.Value.Length);
    }

    [Fact]
    public async Task Old_calls_go_with_their_places_in_the_log()
    {
        using var home = new RetentionHome(new() { Calls = TimeSpan.FromDays(30) });
        await home.StoreAsync(WhapiGroup.Call(0, "call_old", WhapiGroup.Lucia), WhapiGroup.Call(1, "call_old", WhapiGroup.Lucia, "missed"));
        await home.StoreAsync(WhapiGroup.Call(60 * 24 * 20, "call_new", WhapiGroup.Lucia));
        Assert.Equal(2, (await home.RowsAsync()).Count(row => row.StartsWith("Calls", StringComparison.Ordinal)));

        home.Clock.Advance(Month);
        Assert.True(await home.MaintainAsync());

        var left = (await home.RowsAsync()).Where(row => row.StartsWith("Call", StringComparison.Ordinal) || row.Contains(" call|", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, left.Count);
        Assert.All(left, row => Assert.Contains("call_new", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Days_that_are_empty_leave_the_directory()
    {
        using var home = new RetentionHome(new() { Events = TimeSpan.FromDays(30), DeadLetters = TimeSpan.FromDays(30) });
        await home.StoreStoryAsync();
        Assert.Contains(await home.RowsAsync(), row => row.StartsWith("Directory events|", StringComparison.Ordinal));
        Assert.Contains(await home.RowsAsync(), row => row.StartsWith("Directory dead-letters", StringComparison.Ordinal));

        home.Clock.Advance(Month + TimeSpan.FromDays(1));
        Assert.True(await home.MaintainAsync());

        Assert.DoesNotContain(await home.RowsAsync(), row => row.StartsWith("Directory events|", StringComparison.Ordinal));
        Assert.DoesNotContain(await home.RowsAsync(), row => row.StartsWith("Directory dead-letters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_settings_nothing_is_read_or_deleted()
    {
        using var home = new RetentionHome(new());
        await home.StoreStoryAsync();
        var before = await home.RowsAsync();
        home.Clock.Advance(TimeSpan.FromDays(5000));

        Assert.Empty(await home.RetainPageAsync());

        Assert.Equal(before, await home.RowsAsync());
    }

    private static Delivery NewMessage(RetentionHome home) => Message(home, "m_new");

    private static Delivery Message(RetentionHome home, string id)
    {
        var now = home.Clock.GetUtcNow();
        return Posted.Event(
            "message.created",
            $"evt_{id}_{now:yyyyMMdd}",
            new
            {
                message = new { id, conversationId = "conv_new", content = "Hola", createdAt = now.UtcDateTime, lastUpdate = now.UtcDateTime },
                conversation = new { id = "conv_new", status = "open", phone = "525500000009" },
            },
            now);
    }

    private static async Task<StoreImage> ImageWithoutPlaceAsync(RetentionHome home)
    {
        await home.Store.DeleteAsync(TableNames.Directory, "maintenance", "retention", CancellationToken.None);
        return await StoreImage.TakeAsync(home.Store);
    }
}
