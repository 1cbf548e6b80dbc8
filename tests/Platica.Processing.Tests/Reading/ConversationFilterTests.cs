using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>Which conversations and clients each parameter lets through.</summary>
public sealed class ConversationFilterTests
{
    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData("", "conv_4 conv_3 conv_2 conv_1")]
    [InlineData("status=open", "conv_3 conv_1")]
    [InlineData("status=OPEN", "conv_3 conv_1")]
    [InlineData("status=ope", "")]
    [InlineData("owner=ana@example.com", "conv_2 conv_1")]
    [InlineData("owner=Ana%40Example.com", "conv_2 conv_1")]
    [InlineData("owner=ana", "")]
    [InlineData("tag=vip", "conv_3 conv_1")]
    [InlineData("tag=VIP", "conv_3 conv_1")]
    [InlineData("tag=ni%C3%B1o%20%22a%22", "conv_2")]
    [InlineData("channel=ch_1", "conv_4 conv_2 conv_1")]
    [InlineData("platform=instagram", "conv_3")]
    [InlineData("since=2026-11-20T09:40:00Z", "conv_4 conv_3")]
    [InlineData("since=2026-11-20T09:40:00.001Z", "conv_4")]
    [InlineData("since=2026-11-20T03:40:00-06:00", "conv_4 conv_3")]
    [InlineData("since=2026-11-20", "conv_4 conv_3 conv_2 conv_1")]
    [InlineData("since=2026-11-21", "")]
    [InlineData("phone=%2B5215500000001", "conv_1 conv_4")]
    [InlineData("phone=+52%201%2055%200000%200001", "conv_1 conv_4")]
    [InlineData("phone=525500000001", "conv_1 conv_4")]
    [InlineData("phone=525500000009", "")]
    [InlineData("status=open&tag=vip&owner=ana@example.com", "conv_1")]
    [InlineData("status=open&since=2026-11-20T09:20:00Z", "conv_3")]
    [InlineData("phone=525500000001&status=finished", "conv_4")]
    [InlineData("phone=525500000001&since=2026-11-20T09:10:00Z", "conv_4")]
    [InlineData("phone=525500000001&channel=ch_2", "")]
    public async Task Conversations_are_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync(
            Conversation(1, """{"id":"conv_1","status":"open","owners":["bo","ana@example.com"],"tags":["vip"],"channelId":"ch_1","phoneNumber":"+5215500000001"}"""),
            Conversation(2, """{"id":"conv_2","status":"finished","owners":["ANA@example.com"],"tags":["niño \"a\""],"channelId":"ch_1","phoneNumber":"525500000002"}"""),
            Conversation(3, """{"id":"conv_3","status":"Open","tags":[7,"Vip"],"channelId":"ch_2","platform":"Instagram"}"""),
            Conversation(4, """{"id":"conv_4","status":"finished","owners":null,"tags":"vip","channelId":"CH_1","phoneNumber":"525500000001"}"""));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/conversations", query));
    }

    [Theory]
    [InlineData("", "cli_1 cli_2 cli_3")]
    [InlineData("status=Active", "cli_1 cli_3")]
    [InlineData("owner=ana", "cli_2")]
    [InlineData("tag=vip", "cli_1 cli_2")]
    [InlineData("phone=525500000001", "cli_1 cli_3")]
    [InlineData("phone=5215500000001", "cli_1 cli_3")]
    [InlineData("phone=525500000001&tag=vip", "cli_1")]
    [InlineData("status=active&tag=none", "")]
    public async Task Clients_are_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync(
            Client(1, """{"id":"cli_1","status":"active","tags":["vip"],"phoneNumber":"+52 1 55 0000 0001"}"""),
            Client(2, """{"id":"cli_2","status":"lost","tags":["VIP","a"],"owners":["Ana"],"phoneNumber":"525500000002"}"""),
            Client(3, """{"id":"cli_3","status":"ACTIVE","phoneNumber":"525500000001"}"""));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/clients", query));
    }

    [Fact]
    public async Task A_phone_that_went_to_somebody_else_finds_only_who_has_it_now()
    {
        await _pipeline.ProcessAsync(
            Client(1, """{"id":"cli_1","phoneNumber":"525500000001"}"""),
            Client(2, """{"id":"cli_1","phoneNumber":"525500000002"}"""),
            Client(3, """{"id":"cli_2","phoneNumber":"525500000001"}"""),
            Client(4, """{"id":"cli_3","phoneNumber":"525500000002"}"""),
            Client(5, """{"id":"cli_3","phoneNumber":null}"""));

        Assert.Equal(["cli_2"], await _pipeline.GetIdsAsync("/api/clients", "phone=525500000001"));
        Assert.Equal(["cli_1"], await _pipeline.GetIdsAsync("/api/clients", "phone=525500000002"));
    }

    [Fact]
    public async Task A_phone_finds_conversations_and_clients_that_came_without_an_id()
    {
        await _pipeline.ProcessAsync(Posted.Event(
            "message.created",
            "event_1",
            new { conversation = new { channelId = "ch_1", phoneNumber = "+5215500000001" }, client = new { phoneNumber = "+5215500000001" }, message = new { id = "msg_1" } }));

        Assert.Equal(["~ch_1.525500000001"], await _pipeline.GetIdsAsync("/api/conversations", "phone=525500000001"));
        Assert.Equal(["~525500000001"], await _pipeline.GetIdsAsync("/api/clients", "phone=525500000001"));
        Assert.Equal(["msg_1"], await _pipeline.GetIdsAsync("/api/conversations/~ch_1.525500000001/messages"));
    }

    [Fact]
    public async Task Workspaces_do_not_see_each_other()
    {
        var data = new { conversation = new { id = "conv_1", phoneNumber = "525500000001" } };
        await _pipeline.ProcessAsync(Posted.Event("conversation.created", "event_1", data), Posted.Event("conversation.created", "event_2", data, workspace: "ws_2"));
        await _pipeline.ProcessAsync(Conversation(3, """{"id":"conv_2","phoneNumber":"525500000001"}"""));

        Assert.Equal(["conv_2", "conv_1"], await _pipeline.GetIdsAsync("/api/conversations", "workspace=platica.ws_1"));
        Assert.Equal(["conv_1"], await _pipeline.GetIdsAsync("/api/conversations", "workspace=platica.ws_2&phone=525500000001"));
    }

    private static string[] Words(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Conversations twenty minutes apart: 09:00, 09:20 …</summary>
    private static Delivery Conversation(int number, string snapshot) => Posted.Event(
        "conversation.updated", $"event_{number}", new { conversation = JsonElement.Parse(snapshot) }, Posted.Arrival.AddMinutes(20 * (number - 1)));

    private static Delivery Client(int number, string snapshot) => Posted.Event(
        "client.updated", $"event_{number}", new { client = JsonElement.Parse(snapshot) }, Posted.Arrival.AddMinutes(number));
}
