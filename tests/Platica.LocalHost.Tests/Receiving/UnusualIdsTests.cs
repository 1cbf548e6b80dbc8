using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>Ids that no URL and no key may hold as they are: stored, and read back by their percent-encoded form with the exact id.</summary>
public sealed class UnusualIdsTests
{
    public static TheoryData<string, string> Ids => new()
    {
        { "slashes", "a/b//c/" },
        { "a backslash", "a\\b" },
        { "a hash", "a#b" },
        { "a question mark", "a?b=c" },
        { "percent signs", "100%25 %2F %" },
        { "separators of keys", "a|b!c!~d" },
        { "what an escaped id looks like", "a!002Fb" },
        { "control characters", "a\u0001b\tc\r\nd\u007Fe\u0085f" },
        { "spaces and plus signs", " a + b " },
        { "emoji", "👩‍👩‍👧 conv 😀" },
        { "the replacement character", "a\uFFFDb" },
        { "letters of many scripts", "çñß-عربي-日本語" },
        { "2,000 characters", new string('x', 2000) },
        { "2,000 characters that must be escaped", string.Concat(Enumerable.Repeat("a/", 1000)) },
        { "320 and one characters", new string('y', 321) },
        { "a phone", "+5215500000001" },
        { "what stands for a missing id", "~ch_1.525500000001" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_id_can_be_read_back_exactly(string name, string id)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync(Delivery(id));

        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, name);
        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        var encoded = Uri.EscapeDataString(id);
        Assert.Equal(id, (await host.GetJsonAsync($"/api/conversations/{encoded}")).GetProperty("id").GetString());
        Assert.Equal(id, (await host.GetJsonAsync($"/api/clients/{encoded}")).GetProperty("id").GetString());
        Assert.Equal(id, Assert.Single(await host.GetItemsAsync("/api/conversations")).GetProperty("id").GetString());
        Assert.Equal(id, Assert.Single(await host.GetItemsAsync("/api/events")).GetProperty("id").GetString());
        var message = Assert.Single(await host.GetItemsAsync($"/api/conversations/{encoded}/messages"));
        Assert.Equal(id, message.GetProperty("id").GetString());
        Assert.Equal(id, message.GetProperty("conversationId").GetString());
        Assert.Equal(id, message.GetProperty("clientId").GetString());
    }

    [Fact]
    public async Task Ids_that_differ_only_in_what_is_escaped_or_cut_stay_apart()
    {
        await using var host = await RunningLocalHost.StartAsync();
        string[] ids =
        [
            "a/b", "a\\b", "a!002Fb", "a!b", "a|b", "A/B", "a%2Fb", "a b", "a+b", new('x', 1999), new('x', 2000), new string('x', 1999) + "y", "e\u0301", "é",
        ];

        foreach (var id in ids)
        {
            using var answer = await host.SignedPostAsync(Delivery(id));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            (await host.GetItemsAsync("/api/conversations?limit=4")).Select(item => item.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(ids.Length, (await host.GetItemsAsync("/api/events?limit=4")).Count);
        Assert.Equal(ids.Length, (await host.GetItemsAsync("/api/clients?limit=4")).Count);
    }

    [Fact]
    public async Task Ids_that_read_the_same_when_joined_to_their_workspace_stay_apart()
    {
        await using var host = await RunningLocalHost.StartAsync();
        (string Workspace, string Id)[] places = [("ws", "a|b"), ("ws|a", "b")];

        foreach (var (workspace, id) in places)
        {
            using var answer = await host.SignedPostAsync(Delivery(id, workspace));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
        foreach (var (workspace, id) in places)
        {
            var path = $"/api/conversations/{Uri.EscapeDataString(id)}/messages?workspace={Uri.EscapeDataString($"platica.{workspace}")}";
            Assert.Equal($"Hola {workspace}", Assert.Single(await host.GetItemsAsync(path)).GetProperty("content").GetString());
        }
    }

    [Fact]
    public async Task A_zero_character_in_an_id_is_kept_although_no_URL_can_name_it()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync(Delivery("a\0b"));

        await host.WaitUntilProcessedAsync();
        Assert.Equal("a\0b", Assert.Single(await host.GetItemsAsync("/api/conversations")).GetProperty("id").GetString());
    }

    private static byte[] Delivery(string id, string workspace = "ws_1")
    {
        var body = new JsonObject
        {
            ["id"] = id,
            ["event"] = "message.created",
            ["workspaceId"] = workspace,
            ["timestamp"] = "2026-05-10T15:00:00.000Z",
            ["data"] = new JsonObject
            {
                ["message"] = new JsonObject { ["id"] = id, ["content"] = $"Hola {workspace}" },
                ["conversation"] = new JsonObject { ["id"] = id },
                ["client"] = new JsonObject { ["id"] = id },
            },
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
