using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Reading;

/// <summary>What Whapi.Cloud tells, as the read API shows it.</summary>
public sealed class WhapiReadingTests
{
    private const string Person = "5215500000001@s.whatsapp.net";
    private const string Group = "120363000000000001@g.us";

    private readonly WhapiProvider _whapi = new(new(new SharedSecrets("secret"), new SharedSecrets(null)));
    private readonly Pipeline _pipeline;

    public WhapiReadingTests() => _pipeline = new(new InMemoryTableStore(), providers: new([Pipeline.Provider, _whapi]));

    [Fact]
    public async Task A_call_is_listed_once_found_by_its_phone_and_stands_in_its_conversation_s_timeline()
    {
        await PostAsync("calls", "post", """{"id":"C1","from":"5215500000001@s.whatsapp.net","chat_id":"5215500000001@s.whatsapp.net","status":"missed","timestamp":1778425220000}""");
        await PostAsync(
            "calls",
            "post",
            """{"id":"C1","from":"5215500000001@s.whatsapp.net","chat_id":"5215500000001@s.whatsapp.net","status":"ringing","timestamp":1778425200000}""",
            """{"id":"C2","from":"5215500000002@s.whatsapp.net","chat_id":"5215500000002@s.whatsapp.net","status":"ringing","timestamp":1778425210000}""");

        Assert.Equal(["C2", "C1"], await _pipeline.GetIdsAsync("/api/calls"));
        Assert.Equal(["C1"], await _pipeline.GetIdsAsync("/api/calls", "status=missed"));
        var call = Assert.Single(await _pipeline.GetItemsAsync("/api/calls", "phone=%2B52%201%2055%200000%200001"));
        Assert.Equal(
            ["whapi", "missed", "incoming", Person, "5215500000001", "2026-05-10T15:00:00Z"],
            Texts(call, "provider", "status", "direction", "conversationId", "clientId", "createdAt"));
        var events = await _pipeline.GetItemsAsync($"/api/conversations/{Uri.EscapeDataString(Person)}/events");
        Assert.Equal(["missed", "ringing"], events.Select(item => item.GetProperty("changes").Text("status")));
        Assert.All(events, item => Assert.Equal("calls.post", item.Text("event")));
    }

    [Fact]
    public async Task A_group_is_a_conversation_of_its_kind_with_its_members_and_who_wrote_what()
    {
        await PostAsync(
            "groups", "post", """{"id":"120363000000000001@g.us","name":"Equipo","type":"group","participants":[{"id":"5215500000001","rank":"creator"},{"id":"5215500000002","rank":"member"}]}""");
        await PostAsync(
            "messages", "post", """{"id":"M1","type":"text","chat_id":"120363000000000001@g.us","from":"5215500000002","from_name":"Lucía","from_me":false,"timestamp":1778425200,"text":{"body":"Hola"}}""");
        await PostAsync(
            "messages", "post", """{"id":"M2","type":"text","chat_id":"5215500000001@s.whatsapp.net","from":"5215500000001","from_me":false,"timestamp":1778425200,"text":{"body":"Hola"}}""");

        var group = Assert.Single(await _pipeline.GetItemsAsync("/api/conversations", "kind=group"));
        Assert.Equal([Group, "Equipo"], Texts(group, "id", "contactName"));
        Assert.Equal("""{"5215500000001":"creator","5215500000002":"member"}""", group.GetProperty("participants").GetRawText());
        var message = Assert.Single(await _pipeline.GetItemsAsync($"/api/conversations/{Uri.EscapeDataString(Group)}/messages"));
        Assert.Equal(["M1", "5215500000002", "Lucía", "Hola"], Texts(message, "id", "senderId", "senderName", "content"));
        Assert.Equal([Person], await _pipeline.GetIdsAsync("/api/conversations", "kind=contact"));
        Assert.Equal([Person], await _pipeline.GetIdsAsync("/api/conversations", "phone=525500000001"));
    }

    [Fact]
    public async Task Channels_and_labels_are_listed()
    {
        await PostBodyAsync("""{"health":{"start_at":1778400000,"uptime":77,"status":{"code":3,"text":"QR"},"version":"1.8.3"},"event":{"type":"channel","event":"post"},"channel_id":"DEMO-A1"}""");
        await PostAsync("labels", "post", """{"id":"7","name":"VIP","color":"gold","count":3}""");

        var channel = Assert.Single(await _pipeline.GetItemsAsync("/api/channels", "status=QR"));
        Assert.Equal(["whapi.DEMO-A1", "whapi", "DEMO-A1", "QR"], Texts(channel, "workspace", "provider", "id", "status"));
        Assert.False(channel.GetProperty("healthy").GetBoolean());
        Assert.Equal(["7", "VIP", "gold"], Texts(Assert.Single(await _pipeline.GetItemsAsync("/api/labels")), "id", "name", "color"));
    }

    private static IEnumerable<string> Texts(JsonElement item, params string[] names) => names.Select(name => item.Text(name));

    private Task PostAsync(string type, string method, params string[] items) =>
        PostBodyAsync($$"""{"{{type}}":[{{string.Join(',', items)}}],"event":{"type":"{{type}}","event":"{{method}}"},"channel_id":"DEMO-A1"}""");

    /// <summary>Each item of a call is a delivery of its own.</summary>
    private async Task PostBodyAsync(string body)
    {
        var call = new Delivery { Provider = _whapi.Name, ReceivedAt = Posted.Arrival, Body = Encoding.UTF8.GetBytes(body) };
        Assert.All(await _pipeline.ProcessAsync(_whapi.Split(call)), settlement => Assert.Equal(Settlement.Complete, settlement));
    }
}
