using System.Net;
using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>Erasing who is named in what others told, on one machine: the journal keeps what is left of it.</summary>
public sealed class EraseMemberTests
{
    private const string Secret = "a header's secret";
    private const string Lucia = "5215500000001";
    private const string Carlos = "5215500000002";
    private const string Group = "120363000000000001@g.us";

    private static readonly string[] TextsOfLucia = ["lucia", Lucia, "525500000001"];

    [Fact]
    public async Task Erase_leaves_no_byte_of_a_member_and_the_group_as_it_was()
    {
        await using var host = await StartAsync();
        await SendAsync(host, "groups", new { id = Group, type = "group", name = "Equipo", participants = MembersOf(Lucia, Carlos) });
        var message = MessageOf("m_carlos", Carlos, $"@{Lucia} mira", new { quoted_author = Lucia, quoted_content = new { body = "Hola de lucia" } });
        await SendAsync(host, "messages", message, MessageOf("m_first", Lucia, "Hola de lucia", null));
        await SendAsync(host, "messages", message);

        await EraseAsync(host);
        await AssertOnlyCarlosAsync(host);

        await host.RestartAsync();
        await AssertOnlyCarlosAsync(host);
        await AssertNoByteAsync(host);
    }

    [Fact]
    public async Task What_comes_late_is_kept_without_the_member()
    {
        await using var host = await StartAsync();
        var told = DateTimeOffset.UtcNow;
        await SendAsync(host, "messages", MessageOf("m_first", Lucia, "Hola de lucia", null, told));
        await EraseAsync(host);

        await SendAsync(host, "messages", MessageOf("m_first", Lucia, "Hola de lucia", null, told), MessageOf("m_carlos", Carlos, $"@{Lucia} mira", null, told));

        await AssertOnlyCarlosAsync(host);
        await host.RestartAsync();
        await AssertOnlyCarlosAsync(host);
        await AssertNoByteAsync(host);
    }

    private static Task<RunningLocalHost> StartAsync() => RunningLocalHost.StartAsync(options => options with
    {
        Pipeline = options.Pipeline with { Whapi = new WhapiSettings(new SharedSecrets(Secret), new SharedSecrets(null)) },
    });

    private static object[] MembersOf(params string[] members) => [.. members.Select(member => new { id = member, rank = "member" })];

    private static object MessageOf(string id, string from, string text, object? context, DateTimeOffset? at = null) => new
    {
        id,
        from_me = false,
        type = "text",
        chat_id = Group,
        from,
        from_name = from == Lucia ? "Lucia" : "Carlos",
        timestamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds(),
        text = new { body = text },
        context,
    };

    private static async Task SendAsync(RunningLocalHost host, string type, params object[] items)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            [type] = items,
            ["event"] = new { type, @event = "post" },
            ["channel_id"] = "DEMO-A1",
        });
        using var answer = await host.SendAsync(
            HttpMethod.Post, "/api/webhooks/whapi", new ByteArrayContent(body), (WhapiSettings.DefaultHeader, Secret));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.WaitUntilProcessedAsync();
    }

    private static Task<IReadOnlyDictionary<string, long>> EraseAsync(RunningLocalHost host) =>
        host.OperateToEndAsync("erase", $$"""{"phone":"+{{Lucia}}","workspace":"whapi.DEMO-A1"}""");

    private static async Task AssertOnlyCarlosAsync(RunningLocalHost host)
    {
        var message = Assert.Single(await host.GetItemsAsync($"/api/conversations/{Uri.EscapeDataString(Group)}/messages?workspace=whapi.DEMO-A1"));
        Assert.Equal("@… mira", message.GetProperty("content").GetString());
    }

    /// <summary>Stops the host, for nobody else may open its journal.</summary>
    private static async Task AssertNoByteAsync(RunningLocalHost host)
    {
        await host.StopAsync();
        foreach (var file in Directory.GetFiles(host.Options.Data.Path))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(TextsOfLucia, mark => Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
