using System.Text;
using System.Text.Json.Nodes;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>Whatever is signed is kept: never a 500, never a lost event.</summary>
public sealed class BadInputTests
{
    /// <summary>Those that the wrong values for workspaceId make.</summary>
    private static readonly string[] Workspaces =
        ["platica.ws_demo", "platica.unknown", "platica.text", "platica.0001-01-01T00:00:00Z", "platica.9999-12-31T23:59:59Z"];

    private static readonly string[] WrongValues =
    [
        "null", "true", "42", "-0", "1e400", "9223372036854775808", "\"\"", "\"text\"", "\"\\ud800\"", "\"\\ud800aaaaZ\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"", "[]", "[1,[null]]", "{}", "{\"id\":7,\"\\ud800\":{\"a\":1}}",
    ];

    public static TheoryData<BadInput> Cases => [.. BadInput.Table];

    public static TheoryData<string, string> Fields
    {
        get
        {
            var fields = new TheoryData<string, string>();
            foreach (var eventName in new[] { "conversation.created", "message.created", "client.created", "referral.received", "whatsapp.flows.screen_advance" })
            {
                foreach (var path in PathsOf(JsonNode.Parse(Fixture.Body(eventName))!.AsObject()))
                {
                    fields.Add(eventName, path);
                }
            }

            return fields;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_input_is_answered_and_kept(BadInput input)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = input.Header is { } header
            ? await host.SignedPostAsync(input.Body, ("X-Webhook-Event", header))
            : await host.SignedPostAsync(input.Body);

        Assert.Equal(input.Status, (int)answer.StatusCode);
        await host.WaitUntilProcessedAsync();
        var letters = await host.GetDeadLettersAsync();
        var events = await host.GetEventsAsync("platica.ws_1", "platica.unknown");
        Assert.Equal(input.Reason is { } reason ? [reason] : [], letters.Select(letter => letter.GetProperty("reason").GetString()));
        Assert.Equal(input.Body, KeptDeliveries.BodyOf((input.Reason is null ? events : letters)[0]));
        Assert.All([.. letters, .. events], kept => Assert.Equal(input.Body, KeptDeliveries.BodyOf(kept)));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_of_any_other_type_is_archived(string eventName, string path)
    {
        await using var host = await RunningLocalHost.StartAsync();
        var bodies = WrongValues.Select(value => With(eventName, path, value)).ToArray();

        foreach (var body in bodies)
        {
            using var answer = await host.SignedPostAsync(body, ("X-Webhook-Event", eventName));
            Assert.True((int)answer.StatusCode is 200 or 202, $"{answer.StatusCode}");
        }

        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        AssertSame(bodies, (await host.GetEventsAsync(Workspaces)).Select(KeptDeliveries.BodyOf));
    }

    [Theory]
    [InlineData("message.created", 202)]
    [InlineData("whatsapp.flows.screen_advance", 200)]
    public async Task A_body_that_breaks_off_anywhere_becomes_a_dead_letter(string eventName, int statusOnceTheEventIsKnown)
    {
        await using var host = await RunningLocalHost.StartAsync();
        var whole = Fixture.Body(eventName);
        var knownFrom = Fixture.Text(eventName).IndexOf("\",\"workspaceId\"", StringComparison.Ordinal);
        var bodies = Enumerable.Range(0, (whole.Length - 1) / 10).Select(step => whole[..(step * 10)]).ToArray();

        foreach (var body in bodies)
        {
            using var answer = await host.SignedPostAsync(body);
            Assert.Equal(body.Length > knownFrom ? statusOnceTheEventIsKnown : 202, (int)answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
        var letters = await host.GetDeadLettersAsync();
        Assert.All(letters, letter => Assert.Equal("malformed-envelope", letter.GetProperty("reason").GetString()));
        AssertSame(bodies, letters.Select(KeptDeliveries.BodyOf));
        Assert.Empty(await host.GetEventsAsync(Workspaces));
    }

    private static void AssertSame(IEnumerable<byte[]> sent, IEnumerable<byte[]> kept) =>
        Assert.Equal(sent.Select(Convert.ToHexString).Order(StringComparer.Ordinal), kept.Select(Convert.ToHexString).Order(StringComparer.Ordinal));

    /// <summary>The paths of all members that are documented, the envelope's and below data.</summary>
    private static IEnumerable<string> PathsOf(JsonObject node, string prefix = "") => node.SelectMany(member =>
    {
        var path = prefix + member.Key;
        return member.Value is JsonObject inner && path != "data.flowExchange.payload" ? [path, .. PathsOf(inner, path + ".")] : (IEnumerable<string>)[path];
    });

    private static byte[] With(string eventName, string path, string value)
    {
        const string placeholder = "the wrong value stands here";
        var root = JsonNode.Parse(Fixture.Body(eventName))!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!);
        parent[names[^1]] = placeholder;
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace($"\"{placeholder}\"", value, StringComparison.Ordinal));
    }
}
