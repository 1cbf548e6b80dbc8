using System.Text.Json;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using static Platica.Processing.Tests.Erasure.WhapiGroup;

namespace Platica.Processing.Tests.Erasure;

/// <summary>A person who writes in a group, calls, and is a member among others.</summary>
public sealed class GroupErasureTests
{
    private const string MessagesPath = $"/api/conversations/{Group}/messages";

    private static readonly object Quote = new { quoted_id = "m_first", quoted_author = AddressOf(Lucia), quoted_content = new { body = "Hola de lucia" }, mentions = new[] { Lucia } };

    private static IReadOnlyList<Delivery> OfLucia =>
    [
        InGroup(2, "m_first", Lucia, "Hola de lucia"),
        Reaction(5, "r_first", Lucia, "m_carlos", "👍"),
        Seen(6, "m_own", Lucia),
        Alone(7, "m_alone", Lucia, "Solo para lucia"),
        Alone(8, "m_answer", Lucia, "Para lucia", isOwn: true),
        Call(9, "call_first", Lucia),
        Presence(10, Lucia),
    ];

    private static IReadOnlyList<Delivery> OfOthers =>
    [
        Members(0, "Equipo", Lucia, Carlos, Ana),
        Joined(1, "promote", Lucia, Ana),
        InGroup(3, "m_carlos", Carlos, $"@{Lucia} mira", Quote),
        OwnInGroup(4, "m_own", "Buenos días"),
        Seen(6, "m_own", Carlos),
        Reaction(6, "r_ana", Ana, "m_carlos", "🎉"),
        Call(9, "call_carlos", Carlos),
        Alone(9, "m_ana", Ana, "Hola"),
    ];

    [Fact]
    public async Task Of_a_member_nothing_stays_and_of_the_others_all()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);
        using var without = await StoredAsync(WithoutLucia(OfOthers));

        await EraseAsync(home);

        Assert.Empty(await home.FindAsync(TextsOfLucia));
        Assert.Null((await StoreImage.TakeAsync(home.Store)).FirstDifference(await StoreImage.TakeAsync(without.Store)));
    }

    [Fact]
    public async Task The_group_and_who_else_is_in_it_stay()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);

        await EraseAsync(home);

        var group = await GroupAsync(home);
        Assert.Equal("""{"5215500000002":"admin","5215500000003":"admin"}""", group.GetProperty("participants").GetRawText());
        Assert.Equal(["m_own", "m_carlos"], await home.Reading.GetIdsAsync(MessagesPath));
    }

    [Fact]
    public async Task Who_is_only_quoted_and_mentioned_is_not_any_more()
    {
        using var home = await StoredAsync([Members(0, "Equipo", Carlos, Ana), InGroup(3, "m_carlos", Carlos, $"@{Lucia} mira", Quote)]);

        await EraseAsync(home);

        var message = Assert.Single(await home.Reading.GetItemsAsync(MessagesPath));
        Assert.Equal("@… mira", message.GetProperty("content").GetString());
        Assert.Empty(await home.FindAsync(TextsOfLucia));
    }

    [Fact]
    public async Task What_comes_late_of_the_group_is_stored_without_the_person()
    {
        using var home = await StoredAsync([Alone(0, "m_alone", Lucia, "Hola")]);
        using var without = await StoredAsync(WithoutLucia(OfOthers));
        await EraseAsync(home, minute: 20);

        await home.StoreAsync([.. OfOthers, .. OfLucia]);
        await home.SweepAsync();

        Assert.Empty(await home.FindAsync(TextsOfLucia));
        Assert.Null((await StoreImage.TakeAsync(home.Store)).FirstDifference(await StoreImage.TakeAsync(without.Store)));
    }

    [Fact]
    public async Task What_the_person_does_afterwards_in_the_group_is_new()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);
        await EraseAsync(home, minute: 20);

        await home.StoreAsync(Joined(30, "add", Lucia), InGroup(31, "m_new", Lucia, "De nuevo"), Seen(32, "m_own", Lucia));

        var group = await GroupAsync(home);
        Assert.Equal("member", group.GetProperty("participants").GetProperty(Lucia).GetString());
        Assert.Equal(["m_new", "m_own", "m_carlos"], await home.Reading.GetIdsAsync(MessagesPath));
    }

    [Fact]
    public async Task A_dead_letter_of_others_waits_on_without_the_person()
    {
        using var home = await StoredAsync([Alone(0, "m_alone", Lucia, "Hola")]);
        await home.PutAsideAsync(InGroup(3, "m_carlos", Carlos, $"@{Lucia} mira", Quote), DeadLetterReasons.HandlerFailed);

        await EraseAsync(home);

        Assert.Empty(await home.FindAsync(TextsOfLucia));
        Assert.Single(await home.Reading.GetIdsAsync("/api/dead-letters"));
    }

    [Fact]
    public async Task Without_an_archive_the_person_goes_all_the_same()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);
        foreach (var (table, row) in (await home.Store.ReadRowsAsync()).Where(item => item.Table == TableNames.Events))
        {
            await home.Store.DeleteAsync(table, row.PartitionKey, row.RowKey, CancellationToken.None);
        }

        await EraseAsync(home);

        // What the provider told of a group or a message beyond the columns known here is text.
        var left = await home.FindAsync(TextsOfLucia);
        Assert.All(left, place => Assert.Matches($"^(Messages {Workspace}.m_carlos |Conversations {Workspace} {Group}:)", place));
        Assert.False((await GroupAsync(home)).GetProperty("participants").TryGetProperty(Lucia, out _));
        Assert.Equal(["m_own", "m_carlos"], await home.Reading.GetIdsAsync(MessagesPath));
    }

    [Fact]
    public async Task Providers_side_by_side_keep_what_has_the_same_ids()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);
        await home.StoreAsync(LuciaAndCarlos.Message("p1", 1, "m_alone", AddressOf(Lucia), new { id = Lucia, name = "Lucia", phoneNumber = $"+{Lucia}" }));
        var platica = (await RowsOfAsync(home, "platica.")).ToList();

        await EraseAsync(home);

        Assert.NotEmpty(platica);
        Assert.Equal(platica, await RowsOfAsync(home, "platica."));
        Assert.DoesNotContain(await home.FindAsync(TextsOfLucia), place => place.Contains("whapi.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_shows_calls_and_in_which_groups_somebody_is_but_no_other_member()
    {
        using var home = await StoredAsync(OfLucia, OfOthers);

        var result = await home.RunAsync("person", new { phone = $"+{Lucia}", workspace = Workspace });

        var rows = result.Items.Select(item => (Table: item.GetProperty("table").GetString(), Row: item.GetProperty("row"))).ToList();
        Assert.Equal("call_first", Assert.Single(rows, row => row.Table == TableNames.Calls).Row.GetProperty("id").GetString());
        var group = Assert.Single(rows, row => row.Table == TableNames.Conversations && row.Row.GetProperty("id").GetString() == Group).Row;
        Assert.Equal($$"""{"{{Lucia}}":"admin"}""", group.GetProperty("participants").GetRawText());
        Assert.Contains(rows, row => row.Table == TableNames.Messages && row.Row.GetProperty("id").GetString() == "m_first");
        Assert.DoesNotContain(rows, row => row.Row.GetRawText().Contains(Carlos, StringComparison.Ordinal));
    }

    private static async Task<ErasureHome> StoredAsync(params IReadOnlyList<Delivery>[] stories)
    {
        var home = new ErasureHome();
        foreach (var delivery in stories.SelectMany(story => story).OrderBy(delivery => delivery.ReceivedAt))
        {
            await home.StoreAsync(delivery);
        }

        return home;
    }

    private static async Task<JsonElement> GroupAsync(ErasureHome home) =>
        JsonElement.Parse((await home.Reading.GetAsync($"/api/conversations/{Group}")).Body.Span);

    private static async Task EraseAsync(ErasureHome home, int minute = 60)
    {
        home.Clock.Advance(Posted.Arrival.AddMinutes(minute) - home.Clock.GetUtcNow());
        Assert.Null((await home.RunAsync("erase", new { phone = $"+{Lucia}", workspace = Workspace })).Problem);
    }

    private static Delivery[] WithoutLucia(IEnumerable<Delivery> deliveries) =>
        [.. deliveries.Select(delivery => Provider.ReadPersons(delivery).Contains(Lucia) ? Provider.Without(delivery, new HashSet<string> { Lucia }) : delivery)];

    private static async Task<IEnumerable<string>> RowsOfAsync(ErasureHome home, string workspaces) =>
        (await home.Store.ReadRowsAsync())
            .Where(item => item.Row.PartitionKey.StartsWith(workspaces, StringComparison.Ordinal))
            .Select(item => $"{item.Table} {item.Row.PartitionKey} {item.Row.RowKey} {item.Row.ETag}")
            .Order(StringComparer.Ordinal);
}
