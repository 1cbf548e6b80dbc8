using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Backfilling;

public sealed partial class BackfillTests
{
    [Fact]
    public async Task Everything_is_read_page_by_page_and_counted()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 450, conversations: 120, messages: 130);

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Equal(
            [
                "Workspace ws_demo, kept as platica.ws_demo",
                "clients              450 read        450 sent in 450 deliveries",
                "conversations        120 read        120 sent in 120 deliveries",
                "messages             130 read        130 sent in 2 deliveries",
            ],
            home.Run.Lines);
        Assert.Equal(3, home.Platica.Asked.Count(route => route.StartsWith("/v1/clients", StringComparison.Ordinal)));
        Assert.Equal(3, home.Platica.Asked.Count(route => route.StartsWith("/v1/conversations?", StringComparison.Ordinal)));
        Assert.All(
            home.Platica.Asked.Where(route => route.Contains("offset", StringComparison.Ordinal)),
            route => Assert.Contains("sortBy=creationDate&sortDirection=asc", route, StringComparison.Ordinal));
        Assert.Equal(120, home.Platica.Asked.Count(route => route.EndsWith("?channelId=ch_1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Repeating_it_posts_the_same_bytes()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 3, conversations: 3, messages: 120);
        await home.BackfillAsync();
        var first = home.Receiver.Taken.Select(Convert.ToBase64String).Order().ToList();
        home.Receiver.Taken.Clear();

        await home.BackfillAsync();

        Assert.Equal(first, home.Receiver.Taken.Select(Convert.ToBase64String).Order());
    }

    [Fact]
    public async Task Only_what_changed_since_then_is_sent()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 2, conversations: 2, messages: 2);
        home.Crm.Now = new DateTimeOffset(2026, 11, 15, 0, 0, 0, TimeSpan.Zero);
        home.Crm.AddClient();
        home.Crm.AddMessage(home.Crm.Conversations[1], "new");

        Assert.Equal(0, await home.BackfillAsync("--since", "2026-11-15"));

        Assert.Equal(
            ["platica.backfill.client cli_3", "platica.backfill.conversation conv_2", "platica.backfill.messages conv_2"],
            home.Receiver.Taken.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(["new"], Bodies(home, "messages").SelectMany(data => data["messages"]!.AsArray()).Select(message => message!["content"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Messages_of_several_days_go_in_several_deliveries_each_at_the_time_of_its_oldest()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 0, conversations: 1, messages: 0);
        foreach (var hours in (int[])[0, 3, 24, 26])
        {
            home.Crm.Now = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).AddHours(hours);
            home.Crm.AddMessage(home.Crm.Conversations[0], "text");
        }

        await home.BackfillAsync();

        Assert.Equal(
            ["2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z"],
            home.Receiver.Taken.Where(body => NameOf(body) == "platica.backfill.messages conv_1")
                .Select(body => JsonNode.Parse(body)!["timestamp"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Messages_of_a_conversation_that_names_no_phone_go_one_by_one()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 0, conversations: 1, messages: 3);
        home.Crm.Conversations[0].Remove("phoneNumber");

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Contains("messages               3 read          3 sent in 3 deliveries", home.Run.Lines);
    }

    [Fact]
    public async Task A_dry_run_reads_all_and_sends_nothing_and_needs_no_secret()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 3, conversations: 2, messages: 5);
        File.Delete(Path.Combine(home.Run.Folder, "secret"));

        Assert.Equal(0, await home.BackfillAsync("--dry-run"));

        Assert.Empty(home.Receiver.Taken);
        Assert.Contains("messages               5 read          5 to send in 1 deliveries", home.Run.Lines);
    }

    [Fact]
    public async Task A_body_that_is_too_large_for_the_receiver_is_sent_in_parts()
    {
        using var home = new BackfillHome(mostBytes: 2000);
        Fill(home.Crm, clients: 0, conversations: 1, messages: 60);

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Contains(home.Run.Lines, line => line.StartsWith("messages              60 read         60 sent in", StringComparison.Ordinal));
        Assert.Equal(60, Bodies(home, "messages").Sum(data => data["messages"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_cannot_be_divided_and_is_too_large_is_named_and_keeps_nothing_else_from_being_sent()
    {
        using var home = new BackfillHome(mostBytes: 2000);
        Fill(home.Crm, clients: 2, conversations: 0, messages: 0);
        home.Crm.Clients[0]["address"] = new string('x', 3000);

        Assert.Equal(1, await home.BackfillAsync());

        Assert.Contains(home.Run.Lines, line => line.StartsWith("Too large for the receiver with 3,", StringComparison.Ordinal) && line.EndsWith("one of clients, cli_1", StringComparison.Ordinal));
        Assert.Equal("platica.backfill.client cli_2", NameOf(Assert.Single(home.Receiver.Taken)));
    }

    [Fact]
    public async Task A_run_that_ended_early_tells_how_to_go_on_and_that_sends_the_rest()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 5, conversations: 120, messages: 0);
        home.Platica.Instead = route => route.Contains("offset=100", StringComparison.Ordinal) ? PlaticaDouble.Error(HttpStatusCode.BadRequest, "Bad Request", null) : null;
        Assert.Equal(1, await home.BackfillAsync("--since", "2026-10-01"));
        Assert.Contains($"-- backfill {BackfillHome.Url} --since 2026-10-01 --resume conversations:50", home.Run.Error, StringComparison.Ordinal);
        home.Platica.Instead = _ => null;
        home.Receiver.Taken.Clear();

        Assert.Equal(0, await home.BackfillAsync("--since", "2026-10-01", "--resume", "conversations:50"));

        Assert.Equal(70, home.Receiver.Taken.Count);
        Assert.DoesNotContain(home.Receiver.Taken, body => NameOf(body).Contains("client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_does_not_know_the_secret_ends_it_at_the_first_delivery()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 1, conversations: 0, messages: 0);

        Assert.Equal(1, await home.BackfillAsync("--secret", "other"));

        Assert.Contains("The receiver answered 401", home.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_data_is_not_sent_over_http_to_another_machine()
    {
        using var home = new BackfillHome();

        Assert.Equal(2, await home.Run.RunAsync("backfill", "http://example.com"));

        Assert.Contains("https", home.Run.Error, StringComparison.Ordinal);
        Assert.Empty(home.Platica.Asked);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_meanwhile_is_sent_as_it_was_listed_and_counted()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 0, conversations: 1, messages: 2);
        home.Platica.Instead = route => route.Contains("channelId", StringComparison.Ordinal) ? PlaticaDouble.Error(HttpStatusCode.NotFound, "Not Found", null) : null;

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Equal("platica.backfill.conversation conv_1", NameOf(Assert.Single(home.Receiver.Taken)));
        Assert.Contains(home.Run.Lines, line => line.StartsWith("1 conversations could not be read one by one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conversations_that_share_a_public_id_are_not_mixed_up()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 0, conversations: 11, messages: 0);
        foreach (var conversation in home.Crm.Conversations)
        {
            home.Crm.AddMessage(conversation, $"in {conversation["id"]}");
        }

        await home.BackfillAsync();

        Assert.Equal(11, Bodies(home, "messages").Count());
        Assert.All(Bodies(home, "messages"), data => Assert.Equal($"in {data["conversation"]!["id"]}", data["messages"]![0]!["content"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_has_no_id_is_left_out_and_counted()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 2, conversations: 1, messages: 2);
        home.Crm.Clients[0].Remove("id");
        Crm.MessagesOf(home.Crm.Conversations[0])[0]!.AsObject().Remove("id");

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Contains(home.Run.Lines, line => line.StartsWith("2 without an id", StringComparison.Ordinal));
        Assert.Equal(3, home.Receiver.Taken.Count);
    }

    [Theory]
    [InlineData("ws_9")]
    [InlineData("platica.ws_9")]
    public async Task All_can_be_kept_under_the_workspace_that_webhooks_name(string name)
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 1, conversations: 0, messages: 0);

        await home.BackfillAsync("--workspace", name);

        Assert.Equal("ws_9", JsonNode.Parse(Assert.Single(home.Receiver.Taken))!["workspaceId"]!.GetValue<string>());
    }

    private static void Fill(Crm crm, int clients, int conversations, int messages)
    {
        for (var i = 0; i < clients; i++)
        {
            crm.AddClient();
        }

        for (var i = 0; i < conversations; i++)
        {
            crm.AddConversation();
        }

        for (var i = 0; i < messages; i++)
        {
            crm.AddMessage(crm.Conversations[0], $"text {i}");
        }
    }

    private static string NameOf(byte[] body)
    {
        var root = JsonElement.Parse(body);
        return $"{root.GetProperty("event").GetString()} {root.GetProperty("resourceId").GetString()}";
    }

    private static IEnumerable<JsonNode> Bodies(BackfillHome home, string kind) => home.Receiver.Taken
        .Select(body => JsonNode.Parse(body)!)
        .Where(body => body["event"]!.GetValue<string>() == $"platica.backfill.{kind}")
        .Select(body => body["data"]!);
}
