using System.Security.Cryptography;
using System.Text;
using Platica.Webhooks.Providers.Watsi;

namespace Platica.Webhooks.Tests.Providers.Watsi;

public sealed class WatsiEnvelopeTests
{
    [Fact]
    public void The_envelope_is_read_in_snake_case()
    {
        var envelope = WatsiDeliveries.Of(WatsiDeliveries.Event("message.received", """{"messageId":"wamid.1"}""")).ReadEnvelope();

        Assert.Equal(
            new Envelope
            {
                EventName = "message.received",
                EventId = "evt_1",
                LogId = "evt_1",
                WorkspaceId = "7b1d5f0e-0000-4000-8000-000000000001",
                Timestamp = WatsiDeliveries.Time,
                IsFlowExchange = false,
                ResourceType = "message",
                ResourceId = "wamid.1",
            },
            envelope);
    }

    [Theory]
    [InlineData("message.status", """{"message":{"id":"wamid.1"}}""", "message", "wamid.1")]
    [InlineData("conversation.updated", """{"conversationId":"chat_1"}""", "conversation", "chat_1")]
    [InlineData("contact.created", """{"contact":{"id":"contact_1"}}""", "contact", "contact_1")]
    [InlineData("contact.created", """{"contactId":7}""", "contact", null)]
    [InlineData("contact.created", "[]", null, null)]
    [InlineData("galaxy.discovered", """{"galaxyId":"g"}""", null, null)]
    public void The_resource_is_what_the_event_is_about(string type, string data, string? resource, string? id)
    {
        var envelope = WatsiDeliveries.Of(WatsiDeliveries.Event(type, data)).ReadEnvelope();

        Assert.Equal((resource, id), (envelope.ResourceType, envelope.ResourceId));
    }

    [Theory]
    [InlineData("""{"type":"message.received"}""")]
    [InlineData("""{"type":"message.received","id":"","workspace_id":null,"created_at":"soon"}""")]
    [InlineData("""{"type":"message.received","id":7,"workspace_id":{},"created_at":1778425200}""")]
    [InlineData("""{"type":"message.received","workspaceId":"ws","createdAt":"2026-05-10T15:00:00Z"}""")]
    public void What_is_not_told_is_the_hash_the_unknown_workspace_and_the_arrival(string body)
    {
        var envelope = WatsiDeliveries.Of(body).ReadEnvelope();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), envelope.EventId);
        Assert.Equal((Envelope.UnknownWorkspace, WatsiDeliveries.Arrival), (envelope.WorkspaceId, envelope.Timestamp));
    }

    [Fact]
    public void The_signed_body_wins_over_the_header()
    {
        var delivery = WatsiDeliveries.Of(
            WatsiDeliveries.Event("contact.created", """{"contactId":"contact_1"}"""), (WatsiHeaders.Event, "message.received"), (WatsiHeaders.DeliveryId, "evt_9"));

        var envelope = delivery.ReadEnvelope();

        Assert.Equal(("contact.created", "evt_1"), (envelope.EventName, envelope.EventId));
    }

    [Theory]
    [InlineData("""{"id":"evt_1"}""")]
    [InlineData("""{"id":"evt_1","type":""}""")]
    [InlineData("""{"id":"evt_1","type":7}""")]
    public void The_header_names_the_event_where_the_body_does_not(string body) =>
        Assert.Equal("message.received", WatsiDeliveries.Of(body, (WatsiHeaders.Event, "message.received")).ReadEnvelope().EventName);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_body() =>
        Assert.Equal("evt_1", WatsiDeliveries.Of("\uFEFF" + WatsiDeliveries.Event("message.received", "{}")).ReadEnvelope().EventId);

    [Theory]
    [InlineData("", "The body is not well-formed JSON in UTF-8.")]
    [InlineData("""{"type":"message.received","data":""", "The body is not well-formed JSON in UTF-8.")]
    [InlineData("[]", "The body is not a JSON object.")]
    [InlineData("\"message.received\"", "The body is not a JSON object.")]
    [InlineData("{}", "Neither the body nor the X-Watsi-Event header names an event.")]
    [InlineData("""{"event":"message.received"}""", "Neither the body nor the X-Watsi-Event header names an event.")]
    public void What_is_no_event_has_no_envelope(string body, string expected)
    {
        Assert.False(WatsiDeliveries.Provider.TryReadEnvelope(WatsiDeliveries.Of(body), out var envelope, out var problem));

        Assert.Null(envelope);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Only_what_helps_is_kept_of_the_headers()
    {
        var delivery = WatsiDeliveries.Of(
            "{}", (WatsiHeaders.Event, "message.received"), (WatsiHeaders.DeliveryId, "dlv_1"), (WatsiHeaders.Signature, "00"), ("Cookie", "c"));

        Assert.Equal(
            new Dictionary<string, string> { ["event"] = "message.received", ["deliveryId"] = "dlv_1" }, new Dictionary<string, string>(delivery.Attributes));
        Assert.Empty(WatsiDeliveries.Of("{}", (WatsiHeaders.Event, new string('x', 257)), (WatsiHeaders.DeliveryId, "")).Attributes);
    }
}
