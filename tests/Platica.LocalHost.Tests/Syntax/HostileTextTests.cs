using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Syntax;

/// <summary>Each hostile text in every text, id, list, key and form of every event: it comes back over the read API as it went in.</summary>
public sealed class HostileTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What is read as something else than text: kinds, times, and what the reader must know to find anything again.</summary>
    private static readonly string[] Kept = ["event", "timestamp", "creationDate", "lastUpdate", "action", "resourceType", "workspaceId"];

    /// <summary>The fields that hold a text as it was told.</summary>
    private static readonly Dictionary<string, string[]> Texts = new()
    {
        ["conversations"] = ["id", "publicId", "status", "operation", "topic", "platform", "channelId", "contactName", "phoneNumber", "lastMessageId", "lastMessageText", "lastMessageDirection"],
        ["clients"] = ["id", "phoneNumber", "name", "firstName", "lastName", "email", "company", "address", "state", "city", "country"],
        ["messages"] = ["id", "content", "contentType", "direction", "role", "status", "ownerId", "conversationId", "clientId"],
        ["referrals"] = ["adId", "clickId", "text"],
        ["flow-responses"] = ["id", "flowId", "flowName", "wabaId", "flowStatus", "endpointUri", "status", "clientId", "conversationId", "messageId"],
        ["flow-exchanges"] = ["flowToken", "flowId", "flowName", "screen", "clientId", "conversationId"],
        ["events"] = ["resourceId", "source"],
    };

    public static TheoryData<string> Names => [.. HostileText.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_text_comes_back_from_every_field_as_it_went_in(string name)
    {
        var text = HostileText.All[name];
        await using var host = await RunningLocalHost.StartAsync();
        var bodies = PlaticaSamples.Story.All(Now).Select(sample => Planted(sample, text)).ToList();

        foreach (var body in bodies)
        {
            using var answer = await host.SignedPostAsync(body);
            Assert.True((int)answer.StatusCode is 200 or 202, $"{answer.StatusCode}");
        }

        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        Assert.Equal(
            bodies.Select(Convert.ToHexString).Order(),
            (await host.GetItemsAsync("/api/events?bodies=true")).Select(KeptDeliveries.BodyOf).Select(Convert.ToHexString).Order());
        foreach (var (list, fields) in Texts.Where(list => list.Key != "messages" || !text.Contains('\0', StringComparison.Ordinal)))
        {
            // No URL can name a conversation whose id has a zero character.
            AssertAll(text, list, fields, await host.GetItemsAsync(await PathAsync(host, list)));
        }

        await AssertKeysAsync(host, text);
    }

    [Fact]
    public async Task A_text_with_half_a_surrogate_pair_comes_back_as_the_JSON_that_it_was()
    {
        const string Half = "a\\ud83db";
        await using var host = await RunningLocalHost.StartAsync();
        var body = Encoding.UTF8.GetBytes($$$"""
            {"id":"half","event":"message.created","workspaceId":"ws_1","timestamp":"2026-11-20T09:00:00Z","data":{
            "message":{"id":"m","content":"{{{Half}}}","new":"{{{Half}}}"},"conversation":{"id":"c","contactName":"{{{Half}}}","tags":["{{{Half}}}"]},
            "client":{"id":"p","name":"{{{Half}}}","customFields":{"k":"{{{Half}}}"} } } }
            """);

        using var answer = await host.SignedPostAsync(body);

        await host.WaitUntilProcessedAsync();
        Assert.Equal(body, KeptDeliveries.BodyOf(Assert.Single(await host.GetItemsAsync("/api/events?bodies=true"))));
        foreach (var (path, places) in ((string, int)[])[("/api/conversations/c/messages", 2), ("/api/conversations", 2), ("/api/clients", 2)])
        {
            var item = Assert.Single(await host.GetItemsAsync(path)).GetRawText();
            Assert.Equal(places, item.Split(Half).Length - 1);
        }
    }

    private static void AssertAll(string text, string list, string[] fields, IReadOnlyList<JsonElement> items)
    {
        Assert.NotEmpty(items);
        foreach (var field in fields)
        {
            // Not every event tells every field; whoever tells it tells the hostile text.
            var values = items.Where(item => item.TryGetProperty(field, out _)).Select(item => item.GetProperty(field).GetString()).Distinct().ToList();
            Assert.True(values is [var only] && only == text, $"{list}.{field}: {string.Join(" | ", values)}");
        }
    }

    private static async Task AssertKeysAsync(RunningLocalHost host, string text)
    {
        var client = Assert.Single(await host.GetItemsAsync("/api/clients"));
        Assert.Contains(client.GetProperty("customFields").EnumerateObject(), member => member.Name == text && member.Value.GetString() == text);
        Assert.Contains(client.GetProperty("extra").EnumerateObject(), member => member.Name == $"new {text}" && member.Value.GetString() == text);
        Assert.Contains(client.GetProperty("tags").EnumerateArray(), tag => tag.GetString() == text);
        Assert.Contains(await host.GetItemsAsync("/api/flow-exchanges?limit=100" + await FlowAsync(host)), exchange =>
            exchange.GetProperty("payload").EnumerateObject().Any(member => member.Name == text && member.Value.GetString() == text));
    }

    private static async Task<string> PathAsync(RunningLocalHost host, string list) => list switch
    {
        "messages" => $"/api/conversations/{Uri.EscapeDataString((await host.GetItemsAsync("/api/conversations"))[0].GetProperty("id").GetString()!)}/messages",
        "flow-exchanges" => $"/api/flow-exchanges?limit=100{await FlowAsync(host)}",
        _ => $"/api/{list}",
    };

    private static async Task<string> FlowAsync(RunningLocalHost host) =>
        $"&flow={Uri.EscapeDataString((await host.GetItemsAsync("/api/flow-responses"))[0].GetProperty("flowId").GetString()!)}";

    /// <summary>The sample with the text in every place for texts, and under names made of it where names are the business's.</summary>
    private static byte[] Planted(ProviderSample sample, string text)
    {
        var root = JsonNode.Parse(sample.Body.Span)!;
        root["data"] = Replace(root["data"]!, text, string.Empty);
        root["resourceId"] = text;
        root["source"] = text;
        foreach (var holder in (JsonNode?[])[root["data"]!["client"]?["customFields"], root["data"]!["flowExchange"]?["payload"]])
        {
            holder?.AsObject().Add(text, text);
        }

        root["data"]!["client"]?.AsObject().Add($"new {text}", text);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonNode? Replace(JsonNode? node, string text, string name) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Replace(member.Value, text, member.Key)))),
        JsonArray items => items.Count == 0 && name is "tags" or "owners" ? new JsonArray(text) : new JsonArray([.. items.Select(item => Replace(item, text, name))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && !IsKept(name) => JsonValue.Create(text),
        null when name is "company" or "address" => JsonValue.Create(text),
        _ => node?.DeepClone(),
    };

    private static bool IsKept(string name) => Kept.Contains(name) || name.EndsWith("At", StringComparison.Ordinal);
}
