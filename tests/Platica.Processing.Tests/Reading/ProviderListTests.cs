using System.Text;
using Platica.LocalHost.Tables;
using Platica.Processing.Reading;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Reading;

/// <summary>Several providers side by side, and what only some of them tell of: channels, calls, labels, groups.</summary>
public sealed class ProviderListTests
{
    private readonly ToldProvider _whapi = new("whapi");
    private readonly ToldProvider _watsi = new("watsi");
    private readonly Pipeline _pipeline;

    public ProviderListTests() => _pipeline = new(new InMemoryTableStore(), providers: new([Pipeline.Provider, _whapi, _watsi]));

    [Fact]
    public async Task Every_item_names_its_provider()
    {
        await _pipeline.ProcessAsync(
            Posted.Event("message.created", "event_p", new { conversation = new { id = "conv_1" }, client = new { id = "cli_1" }, message = new { id = "msg_1" } }),
            Call("call_1", 0, "ringing"),
            Tell(_whapi, EntityKind.Channel, "CHAN-A"),
            Tell(_whapi, EntityKind.Label, "7"),
            Tell(_watsi, EntityKind.Client, "contact_1"));
        await _pipeline.PutAsideAsync(Posted.Event("x", "event_d"), "handler-failed");

        string[] ofPlatica = ["conversations", "conversations/conv_1/messages", "clients", "events"];
        foreach (var (route, provider) in ofPlatica.Select(route => (route, "platica"))
            .Concat([("channels", "whapi"), ("calls", "whapi"), ("labels", "whapi"), ("events", "whapi"), ("clients", "watsi")]))
        {
            Assert.All(
                await _pipeline.GetItemsAsync($"/api/{route}", $"provider={provider}"),
                item => Assert.Equal(provider, item.Text("provider")));
            Assert.NotEmpty(await _pipeline.GetIdsAsync($"/api/{route}", $"provider={provider}"));
        }

        Assert.Equal("platica", Assert.Single(await _pipeline.GetItemsAsync("/api/dead-letters", "provider=platica")).Text("provider"));
        Assert.Empty(await _pipeline.GetItemsAsync("/api/dead-letters", "provider=whapi"));
        Assert.Contains("\"provider\":\"whapi\"", Text(await _pipeline.GetAsync("/api/calls/call_1", "provider=whapi")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "add ?workspace= with one of: platica.ws_1, watsi.CHAN-A, whapi.CHAN-A, whapi.CHAN-B. Where a provider has only one, ?provider= is enough: platica, watsi, whapi.")]
    [InlineData("provider=whapi", "add ?workspace= with one of: whapi.CHAN-A, whapi.CHAN-B.")]
    public async Task Several_workspaces_are_listed_of_the_provider_asked_for(string query, string detail)
    {
        await _pipeline.ProcessAsync(
            Posted.Event("client.created", "event_p", new { client = new { id = "cli_p" } }),
            Tell(_watsi, EntityKind.Client, "cli_t"),
            Tell(_whapi, EntityKind.Client, "cli_a"),
            Tell(_whapi, EntityKind.Client, "cli_b", "CHAN-B"));

        var answer = await _pipeline.GetAsync("/api/clients", query);

        Assert.Equal(400, answer.StatusCode);
        Assert.EndsWith($"several workspaces; {detail}\"}}", Text(answer), StringComparison.Ordinal);
        Assert.Equal(["cli_p"], await _pipeline.GetIdsAsync("/api/clients", "provider=platica"));
        Assert.Equal(["cli_t"], await _pipeline.GetIdsAsync("/api/clients", "provider=WATSI"));
        Assert.Equal(["cli_b"], await _pipeline.GetIdsAsync("/api/clients", "provider=whapi&workspace=whapi.CHAN-B"));
        Assert.Empty(await _pipeline.GetIdsAsync("/api/clients", "provider=wha"));
        Assert.Equal(404, (await _pipeline.GetAsync("/api/clients/cli_p", "provider=other")).StatusCode);
    }

    [Fact]
    public async Task A_workspace_of_another_provider_is_refused_rather_than_half_heeded()
    {
        var answer = await _pipeline.GetAsync("/api/clients", "workspace=platica.ws_1&provider=whapi");

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains("The workspace 'platica.ws_1' is not one of 'whapi'.", Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "call_3 call_1 call_2")]
    [InlineData("limit=1", "call_3 call_1 call_2")]
    [InlineData("status=MISSED", "call_3 call_2")]
    [InlineData("since=2026-11-20T09:05:00Z", "call_3 call_1")]
    [InlineData("before=2026-11-20T09:05:00Z", "call_2")]
    [InlineData("since=2026-11-20T09:05:00Z&before=2026-11-20T09:20:00Z", "call_1")]
    [InlineData("phone=%2B52%201%2055%200000%200001", "call_1 call_2")]
    [InlineData("phone=525500000001&status=missed", "call_2")]
    [InlineData("phone=525500000001&since=2026-11-20T09:01:00Z", "call_1")]
    [InlineData("phone=525500000001&before=2026-11-20T09:01:00Z", "call_2")]
    [InlineData("phone=525500000009", "")]
    public async Task Calls_are_listed_the_newest_first_and_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync(
            Call("call_1", 5, "ringing"),
            Call("call_2", 0, "missed"),
            Call("call_3", 20, "missed", "525500000002"),
            Call("call_1", 6, "answered"));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/calls", query));
    }

    [Fact]
    public async Task A_call_stands_once_at_the_first_time_that_was_told_of_it_in_whatever_order_that_was()
    {
        await _pipeline.ProcessAsync(Call("call_1", 30, "missed"), Call("call_2", 20, "missed"));
        Assert.Equal(["call_1", "call_2"], await _pipeline.GetIdsAsync("/api/calls"));

        await _pipeline.ProcessAsync(Call("call_1", 10, "ringing"));

        Assert.Equal(["call_2", "call_1"], await _pipeline.GetIdsAsync("/api/calls"));
        Assert.Contains("\"status\":\"missed\"", Text(await _pipeline.GetAsync("/api/calls/call_1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "c_1@g.us c_2")]
    [InlineData("kind=group", "c_1@g.us")]
    [InlineData("kind=Contact", "c_2")]
    [InlineData("kind=newsletter", "")]
    public async Task Conversations_are_narrowed_by_kind(string query, string ids)
    {
        await _pipeline.ProcessAsync(Conversation("c_1@g.us", "group"), Conversation("c_2", "contact"));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/conversations", query));
    }

    [Theory]
    [InlineData("", "CHAN-A CHAN-B CHAN-C two")]
    [InlineData("provider=whapi", "CHAN-A CHAN-B CHAN-C")]
    [InlineData("provider=watsi", "two")]
    [InlineData("provider=other", "")]
    [InlineData("workspace=whapi.CHAN-B", "CHAN-B CHAN-C")]
    [InlineData("status=qr", "CHAN-B two")]
    [InlineData("status=qr&provider=whapi", "CHAN-B")]
    public async Task Channels_are_listed_of_all_workspaces_on_pages_of_any_size(string query, string ids)
    {
        await _pipeline.ProcessAsync(
            Posted.Event("x", "event_p"),
            Channel(_whapi, "CHAN-A", "CHAN-A", "AUTH"),
            Channel(_whapi, "CHAN-B", "CHAN-B", "QR"),
            Channel(_whapi, "CHAN-C", "CHAN-B", "AUTH"),
            Channel(_watsi, "two", "a", "QR"));

        foreach (var limit in Enumerable.Range(1, 5))
        {
            Assert.Equal(Words(ids).Order(StringComparer.Ordinal), (await _pipeline.GetIdsAsync("/api/channels", $"{query}&limit={limit}")).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Channels_of_more_workspaces_than_a_page_goes_through_are_all_listed()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 250).Select(number => Channel(_whapi, $"CHAN-{number:D3}", $"CHAN-{number:D3}", number % 120 == 0 ? "QR" : "AUTH"))]);

        Assert.Equal(250, (await _pipeline.GetIdsAsync("/api/channels", "limit=500")).Count);
        Assert.Equal(["CHAN-000", "CHAN-120", "CHAN-240"], await _pipeline.GetIdsAsync("/api/channels", "status=QR"));
    }

    [Fact]
    public async Task A_list_of_channels_refuses_a_continuation_that_is_none_of_its_own()
    {
        var answer = await _pipeline.GetAsync("/api/channels", "continuation=Y2xpXzE");

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains("belongs to another list", Text(answer), StringComparison.Ordinal);
    }

    private static string[] Words(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(ReadAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    private static Delivery Tell(ToldProvider provider, EntityKind kind, string id, string workspace = "CHAN-A") =>
        provider.Tell(workspace, Posted.Arrival, kind, id, (ConversationFields.UpdatedAt, FieldValue.Time(Posted.Arrival)));

    private static Delivery Channel(ToldProvider provider, string id, string workspace, string status) =>
        provider.Tell(workspace, Posted.Arrival, EntityKind.Channel, id, (ChannelFields.Status, FieldValue.Text(status)));

    private Delivery Conversation(string id, string kind) => _whapi.Tell(
        "CHAN-A",
        Posted.Arrival,
        EntityKind.Conversation,
        id,
        (ConversationFields.Kind, FieldValue.Text(kind)),
        (ConversationFields.LastActivityAt, FieldValue.Time(Posted.Arrival)));

    private Delivery Call(string id, int minute, string status, string digits = "525500000001") => _whapi.Tell(
        "CHAN-A",
        Posted.Arrival.AddMinutes(minute),
        EntityKind.Call,
        id,
        (CallFields.Status, FieldValue.Text(status)),
        (CallFields.PhoneDigits, FieldValue.Text(digits)),
        (CallFields.CreatedAt, FieldValue.Time(Posted.Arrival.AddMinutes(minute))));
}
