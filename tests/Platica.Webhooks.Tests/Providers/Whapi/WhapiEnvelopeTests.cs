using System.Security.Cryptography;
using System.Text;

namespace Platica.Webhooks.Tests.Providers.Whapi;

public sealed class WhapiEnvelopeTests
{
    private const string Message = """{"id":"M1","type":"text","timestamp":1778425200}""";

    [Theory]
    [InlineData("""{"messages":[{"id":"M1"}],"event":{"type":"messages","event":"post"}}""", "messages.post")]
    [InlineData("""{"messages":[{"id":"M1"}],"event":{"type":"messages","method":"put"}}""", "messages.put")]
    [InlineData("""{"messages":[{"id":"M1"}],"event":{"type":"messages","event":"post","method":"put"}}""", "messages.post")]
    [InlineData("""{"messages":[{"id":"M1"}],"event":{"type":"MESSAGE","event":"Post"}}""", "messages.post")]
    [InlineData("""{"statuses":[{"id":"M1"}],"event":{"type":"ack","event":"post"}}""", "statuses.post")]
    [InlineData("""{"statuses":[{"id":"M1"}],"event":{"type":"status","event":"put"}}""", "statuses.put")]
    [InlineData("""{"chats":[{"id":"C1"}],"event":{"type":"chat","event":"post"}}""", "chats.post")]
    [InlineData("""{"health":{},"event":{"type":"channels","event":"post"}}""", "channel.post")]
    [InlineData("""{"wonders":[{}],"event":{"type":"wonders","event":"happen"}}""", "wonders.happen")]
    [InlineData("""{"wonders":[{}],"event":{"type":"wonders"}}""", "wonders.delete")]
    [InlineData("""{"messages":[],"event":{"type":"messages","event":"post"}}""", "messages.post")]
    [InlineData("""{"event":{"type":"service","event":"post"}}""", "service.post")]
    public void The_body_names_the_event(string body, string expected) =>
        Assert.Equal(expected, WhapiCalls.EnvelopeOf(body, "PUT", "calls/delete").EventName);

    [Theory]
    [InlineData("POST", "messages/post", "messages.post")]
    [InlineData("POST", "message/put", "messages.put")]
    [InlineData("POST", "wonders/post", "wonders.post")]
    [InlineData("POST", "messages", "messages.post")]
    [InlineData("PUT", "messages", "messages.put")]
    [InlineData("PATCH", "Message", "messages.patch")]
    [InlineData("DELETE", "messages", "messages.delete")]
    public void The_URL_names_the_event_where_the_body_does_not(string method, string path, string expected) =>
        Assert.Equal(expected, WhapiCalls.EnvelopeOf($$"""{"messages":[{{Message}}],"channel_id":"CH"}""", method, path).EventName);

    [Theory]
    [InlineData("messages", "messages.post")]
    [InlineData("messages_updates", "messages.patch")]
    [InlineData("chats", "chats.post")]
    [InlineData("chats_updates", "chats.patch")]
    [InlineData("contacts_updates", "contacts.patch")]
    [InlineData("groups_participants", "groups.put")]
    [InlineData("groups_updates", "groups.patch")]
    [InlineData("presences", "presences.post")]
    [InlineData("calls", "calls.post")]
    [InlineData("labels", "labels.post")]
    public void The_payload_names_the_event_where_nothing_else_does(string member, string expected) =>
        Assert.Equal(expected, WhapiCalls.EnvelopeOf($$"""{"{{member}}":[{"id":"1"}]}""").EventName);

    [Theory]
    [InlineData("""{"messages_removed":["M1"]}""", "messages.delete")]
    [InlineData("""{"messages_removed_all":"521@s.whatsapp.net"}""", "messages.delete")]
    [InlineData("""{"chats_removed":["521@s.whatsapp.net"]}""", "chats.delete")]
    [InlineData("""{"labels_removed":["7"]}""", "labels.delete")]
    [InlineData("""{"health":{"status":{}}}""", "channel.post")]
    [InlineData("""{"qr":{"status":"OK"}}""", "channel.patch")]
    [InlineData("""{"user":{"id":"521"}}""", "users.post")]
    [InlineData("""{"service":{}}""", "service.post")]
    public void A_payload_without_a_list_names_it_too(string body, string expected) => Assert.Equal(expected, WhapiCalls.EnvelopeOf(body).EventName);

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"messages\":[{}]")]
    [InlineData("{\"messages\":[{}]} x")]
    [InlineData("{\"messages\":[{\"id\":\"\xff\"}]}")]
    [InlineData("""{"channel_id":"CH"}""")]
    [InlineData("""{"wonders":[{}]}""")]
    [InlineData("""{"event":{"event":"post"}}""")]
    [InlineData("""{"event":"messages.post"}""")]
    [InlineData("""{"messages":[7]}""")]
    [InlineData("""{"messages":[null]}""")]
    [InlineData("""{"messages":["M1"]}""")]
    [InlineData("""{"messages":[["M1"]]}""")]
    [InlineData("""{"messages_removed":[7]}""")]
    public void What_is_no_item_of_an_event_has_no_envelope(string body) =>
        Assert.DoesNotContain("M1", WhapiCalls.ProblemOf(Assert.Single(WhapiCalls.Receive(Encoding.Latin1.GetBytes(body)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"messages":[{"id":"M1","a":1}],"event":{"type":"messages","event":"post"}}""", "M1:post")]
    [InlineData("""{"messages_removed":["M1"],"event":{"type":"messages","event":"delete"}}""", "M1:delete")]
    [InlineData("""{"messages_removed":[{"id":"M1"}],"event":{"type":"messages","event":"delete"}}""", "M1:delete")]
    [InlineData("""{"statuses":[{"id":"M1","status":"read","recipient_id":"R","viewer_id":"V","timestamp":"1778425290"}]}""", "M1:read:a719060c74669e58:1778425290")]
    [InlineData("""{"statuses":[{"id":"M1","status":"read","recipient_id":"R","timestamp":"1778425290"}]}""", "M1:read:fefaf778efb1969f:1778425290")]
    [InlineData("""{"statuses":[{"id":"M1","status":"read","viewer_id":"V","timestamp":1778425290}]}""", "M1:read:a719060c74669e58:1778425290")]
    [InlineData("""{"statuses":[{"id":"M1","status":"failed"}]}""", "M1:failed::")]
    public void Messages_and_statuses_have_the_id_that_tells_repetitions(string body, string expected) =>
        Assert.Equal(expected, WhapiCalls.EnvelopeOf(body).EventId);

    [Fact]
    public void Two_who_see_a_message_in_a_group_in_the_same_second_are_two_events()
    {
        var ids = WhapiCalls.Receive("""
            {"statuses":[
              {"id":"M1","status":"read","recipient_id":"120363000000000001@g.us","viewer_id":"5215500000001@s.whatsapp.net","timestamp":"1778425290"},
              {"id":"M1","status":"read","recipient_id":"120363000000000001@g.us","viewer_id":"5215500000002@s.whatsapp.net","timestamp":"1778425290"}]}
            """).Select(delivery => WhapiCalls.EnvelopeOf(delivery).EventId);

        Assert.Equal(2, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"chats":[{"id": "C1"}],"event":{"type":"chats","event":"post"}}""", "chats.post{\"id\": \"C1\"}")]
    [InlineData("""{"messages":[{"id":"M1","a":2}],"event":{"type":"messages","event":"put"}}""", """messages.put{"id":"M1","a":2}""")]
    [InlineData("""{"messages_updates":[{"id":"M1","a":2}],"event":{"type":"messages","event":"patch"}}""", """messages.patch{"id":"M1","a":2}""")]
    [InlineData("""{"labels_removed":["7"],"event":{"type":"labels","event":"delete"}}""", "labels.delete\"7\"")]
    [InlineData("""{"messages_removed_all":"C1"}""", "messages.delete\"C1\"")]
    [InlineData("""{"messages":[{"a":1}]}""", "messages.post{\"a\":1}")]
    [InlineData("""{"event":{"type":"service","event":"post"}}""", """service.post{"event":{"type":"service","event":"post"}}""")]
    public void Everything_else_has_the_hash_of_name_and_item(string body, string hashed) =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed))), WhapiCalls.EnvelopeOf(body).EventId);

    [Theory]
    [InlineData("""{"messages":[{"id":"M1"}],"event":{"type":"messages","event":"post"}}""", "M1:post")]
    [InlineData("""{"statuses":[{"id":"M1","status":"read","recipient_id":"R","timestamp":"1778425290"}]}""", "M1:read:1778425290")]
    [InlineData("""{"chats_removed":["5215500000001@s.whatsapp.net"]}""", "-")]
    [InlineData("""{"presences":[{"contact_id":"5215500000001","status":"online"}]}""", "-")]
    [InlineData("""{"messages_updates":[{"id":"M1","a":2}],"event":{"type":"messages","event":"patch"}}""", "-")]
    public void Logs_are_told_what_tells_no_person(string body, string expected) => Assert.Equal(expected, WhapiCalls.EnvelopeOf(body).LogId);

    [Fact]
    public void The_id_is_the_same_whether_an_item_came_alone_or_with_others()
    {
        var alone = WhapiCalls.EnvelopeOf("""{"calls":[{"id":"A"}],"channel_id":"CH","event":{"event":"post","type":"calls"}}""");

        var together = WhapiCalls.Receive("""{"event":{"type":"calls","event":"post"},"calls":[{"id":"B"}, {"id":"A"} ],"channel_id":"CH"}""");

        Assert.Equal(alone.EventId, WhapiCalls.EnvelopeOf(together[1]).EventId);
        Assert.NotEqual(alone.EventId, WhapiCalls.EnvelopeOf(together[0]).EventId);
    }

    [Theory]
    [InlineData("messages", "1778425200", "2026-05-10T15:00:00Z")]
    [InlineData("messages", "\"1778425200\"", "2026-05-10T15:00:00Z")]
    [InlineData("statuses", "\"1778425290\"", "2026-05-10T15:01:30Z")]
    [InlineData("calls", "1778425200000", "2026-05-10T15:00:00Z")]
    [InlineData("calls", "\"1778425200123\"", "2026-05-10T15:00:00.123Z")]
    [InlineData("messages", "10000000000", "2286-11-20T17:46:40Z")]
    [InlineData("messages", "10000000001", "1970-04-26T17:46:40.001Z")]
    [InlineData("messages", "1778425200.5", "2026-05-10T15:00:00.5Z")]
    [InlineData("messages", "0", "2026-05-10T16:00:00Z")]
    [InlineData("messages", "-1", "2026-05-10T16:00:00Z")]
    [InlineData("messages", "1e300", "2026-05-10T16:00:00Z")]
    [InlineData("messages", "99999999999999999999", "2026-05-10T16:00:00Z")]
    [InlineData("messages", "\"yesterday\"", "2026-05-10T16:00:00Z")]
    [InlineData("messages", "null", "2026-05-10T16:00:00Z")]
    [InlineData("chats", "1778425200", "2026-05-10T16:00:00Z")]
    public void Times_are_read_in_every_unit_and_else_are_those_of_the_arrival(string member, string timestamp, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            WhapiCalls.EnvelopeOf($$"""{"{{member}}":[{"id":"M1","timestamp":{{timestamp}}}]}""").Timestamp);

    [Theory]
    [InlineData("\"CH-1\"", "CH-1")]
    [InlineData("\"\"", "unknown")]
    [InlineData("null", "unknown")]
    [InlineData("7", "unknown")]
    public void The_channel_is_the_workspace(string channel, string expected) =>
        Assert.Equal(expected, WhapiCalls.EnvelopeOf($$"""{"messages":[{{Message}}],"channel_id":{{channel}}}""").WorkspaceId);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_body() =>
        Assert.Equal("messages.post", WhapiCalls.EnvelopeOf("\uFEFF{\"messages\":[{}]}").EventName);
}
