using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using static Platica.Processing.Tests.Erasure.LuciaAndCarlos;

namespace Platica.Processing.Tests.Erasure;

public sealed class EraseOperationTests
{
    [Fact]
    public async Task Erase_tells_by_table_what_it_removed()
    {
        using var home = await StoredAsync();

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.Null(result.Problem);
        Assert.Equal(10, result[TableNames.Events]);
        Assert.Equal(1, result[TableNames.Clients]);
        Assert.Equal(2, result[TableNames.FlowResponses]);
        Assert.Equal(2, result[TableNames.Referrals]);
        Assert.Equal(4, result[TableNames.FlowExchanges]);
        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task Erase_again_finds_nothing()
    {
        using var home = await StoredAsync();
        await home.RunAsync("erase", new { phone = Phone });

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.DoesNotContain(result.Counts, count => char.IsAsciiLetterUpper(count.Key[0]) && count.Value > 0);
    }

    [Fact]
    public async Task Erase_only_says_in_a_dry_run_who_it_would_be()
    {
        using var home = await StoredAsync();
        var before = await StoreImage.TakeAsync(home.Store);

        var result = await home.RunAsync("erase", new { client = "cli_lucia", dryRun = true });

        Assert.Null((await StoreImage.TakeAsync(home.Store)).FirstDifference(before));
        Assert.DoesNotContain(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Erasures);
        Assert.Equal(
            "formerClients 0, foundClients 1, foundConversations 1, foundPhones 1, sharedConversations 1",
            string.Join(", ", result.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}")));
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("person")]
    public async Task Finding_somebody_among_slow_tables_takes_several_short_calls(string operation)
    {
        ErasureHome home = null!;
        var isSlow = false;
        using (home = new ErasureHome(_ =>
        {
            home.Clock.Advance(isSlow ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            return Task.CompletedTask;
        }))
        {
            await home.StoreAsync([.. Enumerable.Range(0, 60).Select(number => Event(
                PlaticaEvents.ConversationCreated, $"n{number}", 0, new { conversation = new { id = $"conv_{number}" }, client = new { id = "cli_lucia" } }))]);
            await home.StoreAsync(Event(
                PlaticaEvents.ConversationCreated, "p", 1, new { conversation = new { id = "conv_z", phoneNumber = "525500000001" }, client = new { id = "cli_lucia" } }));
            home.Clock.Advance(TimeSpan.FromMinutes(30));
            isSlow = true;

            var result = operation == "erase"
                ? await home.RunAsync(operation, new { client = "cli_lucia", dryRun = true })
                : await home.RunAsync(operation, new { client = "cli_lucia" });

            Assert.Null(result.Problem);
            Assert.True(result.Longest < TimeSpan.FromSeconds(30), $"{result.Longest}");
            Assert.Equal(61, operation == "erase" ? result["foundConversations"] : result[TableNames.Conversations]);
            Assert.Equal(operation == "erase" ? 1 : 0, result["foundPhones"]);
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Erase_does_not_go_on_from_a_dry_run_nor_a_dry_run_from_it(bool wasDryRun, bool isDryRun)
    {
        ErasureHome home = null!;
        var isSlow = false;
        using (home = new ErasureHome(_ =>
        {
            home.Clock.Advance(isSlow ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            return Task.CompletedTask;
        }))
        {
            await home.StoreAsync([.. OfOthers, .. OfLucia]);
            isSlow = true;
            var begun = await home.CallAsync("erase", new { phone = Phone, dryRun = wasDryRun }, null);

            var result = await home.CallAsync("erase", new { phone = Phone, dryRun = isDryRun }, begun.Continuation);

            Assert.Null(begun.Problem);
            Assert.NotNull(begun.Continuation);
            Assert.Equal("400 Parameter not usable", result.Problem);
        }
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("person")]
    public async Task A_workspace_that_is_not_there_is_named(string operation)
    {
        using var home = await StoredAsync();

        var result = await home.RunAsync(operation, new { phone = Phone, workspace = "platica.ws_2" });

        Assert.Equal("404 Unknown workspace", result.Problem);
    }

    [Fact]
    public async Task Person_ends_a_page_at_some_megabytes()
    {
        using var home = new ErasureHome();
        await home.StoreAsync([.. Enumerable.Range(0, 40).Select(number =>
            Message($"l{number}", 1, $"msg_{number}", "conv_lucia", Lucia, content: new string('x', 150_000)))]);
        home.Clock.Advance(TimeSpan.FromMinutes(30));

        var result = await home.RunAsync("person", new { phone = Phone });

        Assert.Equal(3, result.Pages);
        Assert.Equal(40, result[TableNames.Messages]);
        Assert.Equal(40, result[TableNames.Events]);
    }

    [Fact]
    public async Task Erase_leaves_a_shared_conversation_as_the_others_told_it()
    {
        using var home = await StoredAsync();

        await home.RunAsync("erase", new { phone = Phone });

        var shared = Assert.Single(await home.Reading.GetItemsAsync("/api/conversations"), item => item.Text("id") == "conv_both");
        Assert.Equal("de carlos", shared.Text("topic"));
        Assert.Equal("cli_carlos", shared.Text("clientId"));
        Assert.Equal(["msg_carlos_2"], await home.Reading.GetIdsAsync("/api/conversations/conv_both/messages"));
    }

    [Fact]
    public async Task Erase_leaves_what_another_told_of_a_conversation_that_became_hers()
    {
        using var home = await StoredAsync();
        await home.StoreAsync(
            Event(PlaticaEvents.ConversationCreated, "x1", 0, new { conversation = new { id = "conv_x", status = "open", topic = "de carlos" }, client = Carlos }),
            Event(PlaticaEvents.ConversationStatusUpdated, "x2", 1, new { conversation = new { id = "conv_x", status = "closed" }, client = Lucia }));

        await home.RunAsync("erase", new { phone = Phone });

        var left = Assert.Single(await home.Reading.GetItemsAsync("/api/conversations"), item => item.Text("id") == "conv_x");
        Assert.Equal("open de carlos cli_carlos", $"{left.Text("status")} {left.Text("topic")} {left.Text("clientId")}");
    }

    [Fact]
    public async Task Erase_drops_what_comes_late_and_keeps_what_is_new()
    {
        using var home = await StoredAsync();
        await home.RunAsync("erase", new { phone = Phone });

        await home.StoreAsync(Message("late", 9, "msg_lucia_4", "conv_lucia", Lucia), Message("new", 45, "msg_lucia_5", "conv_lucia", Lucia));

        Assert.Equal(["msg_lucia_5"], await home.Reading.GetIdsAsync("/api/conversations/conv_lucia/messages"));
        Assert.Equal(["c2", "c3", "new"], (await home.Reading.GetIdsAsync("/api/events", "event=message.created")).Order());
    }

    [Fact]
    public async Task Erase_keeps_what_is_new_when_a_late_copy_comes_after_it()
    {
        using var home = await StoredAsync();
        await home.RunAsync("erase", new { phone = Phone });
        await home.StoreAsync(Message("new", 45, "msg_lucia_5", "conv_lucia", Lucia));

        await home.StoreAsync(OfLucia);
        await home.SweepAsync();

        var client = Assert.Single(await home.Reading.GetItemsAsync("/api/clients", "phone=525500000001"));
        Assert.Equal("cli_lucia", client.Text("id"));
        Assert.Equal(["msg_lucia_5"], await home.Reading.GetIdsAsync("/api/conversations/conv_lucia/messages"));
        Assert.Contains("conv_lucia", await home.Reading.GetIdsAsync("/api/conversations"));
    }

    [Fact]
    public async Task Erase_again_takes_what_came_in_between()
    {
        using var home = await StoredAsync();
        await home.RunAsync("erase", new { phone = Phone });
        await home.StoreAsync(Message("new", 45, "msg_lucia_5", "conv_lucia", Lucia));
        home.Clock.Advance(TimeSpan.FromMinutes(30));

        await home.RunAsync("erase", new { client = "cli_lucia" });

        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task Erase_finds_a_message_by_what_comes_only_later()
    {
        using var home = new ErasureHome();
        await home.StoreAsync(
            Event(PlaticaEvents.ClientCreated, "e1", 0, new { client = Lucia }),
            Event(PlaticaEvents.MessageUpdated, "e2", 2, new { message = new { id = "msg_lucia_1", status = "read" } }));
        home.Clock.Advance(TimeSpan.FromMinutes(30));
        await home.RunAsync("erase", new { phone = Phone });

        await home.StoreAsync(Message("e3", 1, "msg_lucia_1", "conv_lucia", Lucia));
        await home.SweepAsync();

        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task Erase_removes_dead_letters_also_those_that_cannot_be_read()
    {
        using var home = await StoredAsync();
        await home.PutAsideAsync(Message("l20", 9, "msg_lucia_20", "conv_lucia", Lucia), DeadLetterReasons.HandlerFailed);
        await home.PutAsideAsync(Posted.Body("{ broken cli_lucia"), DeadLetterReasons.MalformedEnvelope);
        await home.PutAsideAsync(Posted.Body("{ broken cli_carlos"), DeadLetterReasons.MalformedEnvelope);

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal(2, result[TableNames.DeadLetters]);
        Assert.Single(await home.Reading.GetItemsAsync("/api/dead-letters"));
        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Theory]
    [InlineData("cli_lucia", 1)]
    [InlineData("+5215500000001;", 1)]
    [InlineData(@"\u002b5215500000001", 1)]
    [InlineData(@"\n525500000001", 1)]
    [InlineData("cli_lucia2", 0)]
    [InlineData("xcli_lucia", 0)]
    [InlineData("9525500000001", 0)]
    [InlineData("cli_lucia2 cli_lucia", 1)]
    public async Task Erase_finds_a_text_that_stands_alone(string text, int removed)
    {
        using var home = await StoredAsync();
        await home.PutAsideAsync(Posted.Body($$"""{"broken":"{{text}}"""), DeadLetterReasons.MalformedEnvelope);

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal(removed, result[TableNames.DeadLetters]);
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("person")]
    public async Task A_damaged_row_keeps_nothing_from_being_found(string operation)
    {
        using var home = await StoredAsync();
        var (table, row) = (await home.Store.ReadRowsAsync()).First(item => item.Table == TableNames.Events && item.Row.RowKey.Contains("|c2|", StringComparison.Ordinal));
        await home.Store.ReplaceAsync(table, row with { Columns = row.Columns.Where(column => column.Key != "ReceivedAt").ToDictionary() }, row.ETag!, CancellationToken.None);

        var result = await home.RunAsync(operation, new { phone = Phone });
        await home.SweepAsync();

        Assert.Equal(10, result[TableNames.Events]);
        Assert.Equal(operation == "erase", result["unreadable"] > 0);
    }

    [Fact]
    public async Task Erase_leaves_a_message_that_names_nobody_in_a_conversation_of_several()
    {
        using var home = await StoredAsync();
        await home.StoreAsync(
            Event(PlaticaBackfill.MessagesEvent, "b1", 5, new { conversation = new { id = "conv_both" }, messages = new[] { Backfilled("msg_lucia_2"), Backfilled("msg_10") } }),
            Event(PlaticaBackfill.MessagesEvent, "b2", 6, new { conversation = new { id = "conv_both" }, messages = new[] { Backfilled("msg_10") } }));
        Assert.Equal(["msg_10", "msg_carlos_2", "msg_lucia_2"], (await home.Reading.GetIdsAsync("/api/conversations/conv_both/messages")).Order(StringComparer.Ordinal));

        await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal(["msg_10", "msg_carlos_2"], (await home.Reading.GetIdsAsync("/api/conversations/conv_both/messages")).Order(StringComparer.Ordinal));
        Assert.Empty(await home.FindAsync(TextsOfLucia));

        static object Backfilled(string id) => new { id, content = "Hola", creationDate = Posted.Arrival.AddMinutes(1).UtcDateTime };
    }

    [Fact]
    public async Task Erase_removes_a_dead_letter_whose_large_body_is_in_the_archive_too()
    {
        using var home = await StoredAsync();
        var large = await home.QueueAsync(OfLucia.Single(delivery => delivery.Body.Length > 200_000));
        await home.PutAsideAsync(large, DeadLetterReasons.HandlerFailed);

        await home.RunAsync("erase", new { phone = Phone });

        Assert.Empty(await home.Reading.GetItemsAsync("/api/dead-letters"));
        Assert.Empty(home.Blobs.Names);
    }

    [Fact]
    public async Task Erase_keeps_a_dead_letter_from_being_recorded_later()
    {
        using var home = await StoredAsync();
        await home.RunAsync("erase", new { phone = Phone });

        await home.PutAsideAsync(Message("l20", 9, "msg_lucia_20", "conv_lucia", Lucia), DeadLetterReasons.MaxDelivery);

        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task Erase_leaves_who_had_the_phone_once()
    {
        using var home = await StoredAsync();
        await home.StoreAsync(
            Event(PlaticaEvents.ClientCreated, "p1", 0, new { client = new { id = "cli_pedro", phoneNumber = "5215500000001" } }),
            Event(PlaticaEvents.ClientUpdated, "p2", 1, new { client = new { id = "cli_pedro", phoneNumber = "5215500000009" } }));

        var found = await home.RunAsync("erase", new { phone = Phone, dryRun = true });
        await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal(1, found["formerClients"]);
        Assert.Equal(["cli_carlos", "cli_pedro"], (await home.Reading.GetIdsAsync("/api/clients")).Order());
    }

    [Fact]
    public async Task Erase_works_where_the_archive_is_gone()
    {
        using var home = await StoredAsync();
        foreach (var (table, row) in await home.Store.ReadRowsAsync())
        {
            if (table == TableNames.Events)
            {
                await home.Store.DeleteAsync(table, row.PartitionKey, row.RowKey, CancellationToken.None);
            }
        }

        await home.RunAsync("erase", new { phone = Phone });

        // Of a conversation that others share, and of a message without one, only the archive tells.
        Assert.DoesNotContain(
            await home.FindAsync(TextsOfLucia),
            place => !place.Contains("conv_both", StringComparison.Ordinal) && !place.Contains("msg_lucia_2", StringComparison.Ordinal)
                && !place.Contains("msg_lucia_9", StringComparison.Ordinal) && !place.StartsWith("bodies/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_goes_on_in_pages()
    {
        ErasureHome home = null!;
        var isSlow = false;
        using (home = new ErasureHome(_ =>
        {
            home.Clock.Advance(isSlow ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            return Task.CompletedTask;
        }))
        {
            await home.StoreAsync([.. OfOthers, .. OfLucia]);
            home.Clock.Advance(TimeSpan.FromMinutes(30));
            isSlow = true;

            var result = await home.RunAsync("erase", new { phone = Phone });

            Assert.True(result.Pages > 3, $"{result.Pages} pages");
            isSlow = false;
            Assert.Empty(await home.FindAsync(TextsOfLucia));
        }
    }

    [Fact]
    public async Task Erase_reaches_a_copy_of_another_day_and_what_waits_in_the_fallback()
    {
        using var home = await StoredAsync();
        var large = OfLucia.Single(delivery => delivery.Body.Length > 200_000);
        await home.QueueAsync(large with { ReceivedAt = large.ReceivedAt.AddDays(1) });
        await home.FallBackAsync(Message("l20", 9, "msg_lucia_20", "conv_lucia", Lucia));

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal(1, result["Fallback"]);
        Assert.Empty(home.Blobs.Names);
    }

    [Fact]
    public async Task Erase_asks_for_a_key()
    {
        using var home = new ErasureHome(key: null);
        await home.StoreAsync(OfLucia);

        var result = await home.RunAsync("erase", new { phone = Phone });

        Assert.Equal("409 No erasure key", result.Problem);
    }

    [Fact]
    public async Task Erase_refuses_another_key_and_deliveries_are_stored_all_the_same()
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        using var first = new ErasureHome(store: store);
        await first.StoreAsync(OfLucia);
        first.Clock.Advance(TimeSpan.FromMinutes(30));
        await first.RunAsync("erase", new { phone = Phone });
        using var second = new ErasureHome(store: store, key: new string('x', 32));

        await second.StoreAsync(OfOthers);
        var result = await second.RunAsync("erase", new { client = "cli_carlos" });

        Assert.Equal("409 Another erasure key", result.Problem);
        Assert.Equal(["cli_carlos"], await second.Reading.GetIdsAsync("/api/clients"));
    }

    [Fact]
    public async Task Erase_goes_on_under_another_key_when_it_is_told_that_the_one_before_is_lost()
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        using var first = new ErasureHome(store: store);
        await first.StoreAsync([.. OfLucia, .. OfOthers]);
        first.Clock.Advance(TimeSpan.FromMinutes(30));
        await first.RunAsync("erase", new { phone = Phone });
        using var second = new ErasureHome(store: store, key: new string('x', 32), clock: first.Clock);

        var found = await second.RunAsync("erase", new { client = "cli_carlos", acceptNewKey = true, dryRun = true });
        var refused = await second.RunAsync("erase", new { client = "cli_carlos" });
        var erased = await second.RunAsync("erase", new { client = "cli_carlos", acceptNewKey = true });
        await second.StoreAsync([.. OfLucia, .. OfOthers]);

        Assert.Null(found.Problem);
        Assert.Equal("409 Another erasure key", refused.Problem);
        Assert.Null(erased.Problem);
        Assert.Equal(["cli_lucia"], await second.Reading.GetIdsAsync("/api/clients"));
        Assert.Null((await second.RunAsync("erase", new { client = "cli_lucia" })).Problem);
        Assert.Empty(await second.FindAsync(TextsOfLucia));
    }

    [Theory]
    [InlineData("{}", "400 Whom?")]
    [InlineData("""{"phone":"5215500000001","client":"cli_lucia"}""", "400 Whom?")]
    [InlineData("""{"phone":"lucia"}""", "400 Parameter not usable")]
    [InlineData("""{"phone":"5215500000001","all":true}""", "400 Unknown parameter")]
    public async Task Erase_says_what_is_missing(string parameters, string problem)
    {
        using var home = await StoredAsync();

        var result = await home.RunAsync("erase", System.Text.Json.Nodes.JsonNode.Parse(parameters)!);

        Assert.Equal(problem, result.Problem);
    }

    [Fact]
    public async Task A_batch_costs_one_look_while_nobody_was_erased()
    {
        using var home = new ErasureHome();

        await home.StoreAsync(OfOthers);

        Assert.Single(home.Store.Calls, call => call.Table == TableNames.Erasures);
    }

    [Fact]
    public async Task Person_tells_everything_of_one_and_nothing_of_another()
    {
        using var home = await StoredAsync();

        var result = await home.RunAsync("person", new { phone = Phone });

        string[] tables = [.. result.Items.Select(item => item.GetProperty("table").GetString()!).Distinct()];
        Assert.Equal(
            ["Clients", "Conversations", "Messages", "ConversationEvents", "Referrals", "FlowResponses", "FlowExchanges", "Events"],
            tables);
        Assert.DoesNotContain(result.Items, item => item.GetRawText().Contains("carlos", StringComparison.OrdinalIgnoreCase));
        Assert.All(OfLucia, delivery => Assert.Contains(
            result.Items, item => item.GetProperty("row").TryGetProperty("body", out var body) && body.ValueEquals(delivery.Body.Span)));
    }

    private static async Task<ErasureHome> StoredAsync()
    {
        var home = new ErasureHome();
        await home.StoreAsync([.. OfOthers, .. OfLucia]);
        home.Clock.Advance(TimeSpan.FromMinutes(30));
        return home;
    }
}
