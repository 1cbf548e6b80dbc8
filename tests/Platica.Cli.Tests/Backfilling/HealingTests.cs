using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>What a backfill is for: whatever was lost, afterwards the tables tell what Platica tells.</summary>
public sealed class HealingTests
{
    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_backfill_heals_a_lost_week(int seed)
    {
        var random = new Random(seed);
        using var home = new BackfillHome(new(seed));
        for (var i = 0; i < 100; i++)
        {
            await home.Receiver.ProcessAsync(home.Crm.Happen());
        }

        var outage = home.Crm.Now;
        var lost = new List<byte[]>();
        for (var i = 0; i < 150; i++)
        {
            var webhook = home.Crm.Happen();
            if (random.Next(3) == 0)
            {
                await home.Receiver.ProcessAsync(webhook);
            }
            else
            {
                lost.Add(webhook);
            }
        }

        Assert.NotEqual(CrmOf(home), await TablesOfAsync(home));
        Assert.Equal(0, await home.BackfillAsync("--since", outage.ToString("O")));

        Assert.Equal(CrmOf(home), await TablesOfAsync(home));
        foreach (var late in lost.OrderBy(_ => random.Next()))
        {
            await home.Receiver.ProcessAsync(late);
        }

        Assert.Equal(CrmOf(home), await TablesOfAsync(home));
    }

    [Fact]
    public async Task A_backfill_into_empty_tables_brings_in_what_was_there_before()
    {
        using var home = new BackfillHome();
        for (var i = 0; i < 200; i++)
        {
            home.Crm.Happen();
        }

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Equal(CrmOf(home), await TablesOfAsync(home));
        Assert.Empty(home.Receiver.Handled);
        Assert.Equal(
            home.Crm.Conversations.Select(conversation => conversation["messageCount"]!.GetValue<int>()),
            (await GetAsync(home, home.Crm.Conversations, "conversations")).Select(conversation => conversation["messageCount"]!.GetValue<int>()));
        var newest = home.Crm.Conversations.MaxBy(conversation => conversation["lastUpdate"]!.GetValue<string>(), StringComparer.Ordinal)!;
        var listed = await home.Receiver.GetAsync("/api/conversations", "limit=1");
        Assert.Equal(newest["id"]!.GetValue<string>(), listed.GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_backfill_notes_nothing_as_having_happened()
    {
        using var home = new BackfillHome();
        home.Crm.AddMessage();
        home.Crm.AddMessage();

        await home.BackfillAsync();

        Assert.Empty((await home.Receiver.GetAsync("/api/conversations/conv_1/events")).GetProperty("items").EnumerateArray());
        Assert.Empty((await home.Receiver.GetAsync("/api/referrals")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, (await home.Receiver.GetAsync("/api/conversations/conv_1/messages")).GetProperty("items").GetArrayLength());
    }

    /// <summary>
    /// What Platica tells, one fact a line. Not how many messages a conversation has: webhooks of messages do not tell it, so it may be an older
    /// number until something else happens to the conversation.
    /// </summary>
    private static IReadOnlyList<string> CrmOf(BackfillHome home) =>
    [
        .. home.Crm.Clients.SelectMany(client => Facts("client", client, "name", "email", "tags", "owners", "customFields"))
            .Concat(home.Crm.Clients.Select(client => $"phone {client["phoneNumber"]}: {client["id"]}"))
            .Concat(home.Crm.Conversations.SelectMany(conversation => Facts("conversation", conversation, "status", "operation", "tags", "contactName")))
            .Concat(home.Crm.Conversations.SelectMany(conversation => Crm.MessagesOf(conversation).Reverse()
                .SelectMany(message => Facts($"{conversation["id"]} message", message!.AsObject(), "content", "status", "direction"))))
            .Concat(home.Crm.Conversations.Where(conversation => Crm.MessagesOf(conversation).Count > 0)
                .Select(conversation => $"last of {conversation["id"]}: {Crm.MessagesOf(conversation)[^1]!["content"]}")),
    ];

    /// <summary>The same of the tables.</summary>
    private static async Task<IReadOnlyList<string>> TablesOfAsync(BackfillHome home)
    {
        var facts = new List<string>();
        var clients = await GetAsync(home, home.Crm.Clients, "clients");
        facts.AddRange(clients.SelectMany(client => Facts("client", client, "name", "email", "tags", "owners", "customFields")));
        foreach (var client in home.Crm.Clients)
        {
            var found = await home.Receiver.GetAsync("/api/clients", $"phone={client["phoneNumber"]}");
            facts.AddRange(found.GetProperty("items").EnumerateArray().Select(item => $"phone {client["phoneNumber"]}: {item.GetProperty("id").GetString()}"));
        }

        var conversations = await GetAsync(home, home.Crm.Conversations, "conversations");
        facts.AddRange(conversations.SelectMany(conversation => Facts("conversation", conversation, "status", "operation", "tags", "contactName")));
        foreach (var conversation in home.Crm.Conversations)
        {
            var messages = await home.Receiver.GetAsync($"/api/conversations/{conversation["id"]}/messages", "limit=200");
            facts.AddRange(messages.GetProperty("items").EnumerateArray()
                .SelectMany(message => Facts($"{conversation["id"]} message", ObjectOf(message), "content", "status", "direction")));
        }

        facts.AddRange(conversations.Where(conversation => conversation["lastMessageText"] is not null)
            .Select(conversation => $"last of {conversation["id"]}: {conversation["lastMessageText"]}"));
        return facts;
    }

    private static async Task<List<JsonObject>> GetAsync(BackfillHome home, IEnumerable<JsonObject> entities, string route)
    {
        var found = new List<JsonObject>();
        var known = (await home.Receiver.GetAsync($"/api/{route}", "limit=200")).GetProperty("items").EnumerateArray()
            .Select(ObjectOf).ToDictionary(item => item["id"]!.GetValue<string>());
        found.AddRange(entities.Select(entity => known.GetValueOrDefault(entity["id"]!.GetValue<string>()) ?? new JsonObject { ["id"] = "missing" }));
        return found;
    }

    private static JsonObject ObjectOf(JsonElement element) => JsonObject.Create(element)!;

    /// <summary>What is null is absent from the read API's answers, and a custom field that was cleared from their map.</summary>
    private static IEnumerable<string> Facts(string kind, JsonObject entity, params IEnumerable<string> fields) => fields
        .Where(field => entity[field] is not null && TextOf(entity[field]!).Length > 0)
        .Select(field => $"{kind} {entity["id"]} {field} = {TextOf(entity[field]!)}");

    private static string TextOf(JsonNode value) => value is JsonObject map
        ? string.Join(' ', map.Where(member => member.Value is not null).Select(member => $"{member.Key}={member.Value!.ToJsonString()}"))
        : value.ToJsonString();
}
