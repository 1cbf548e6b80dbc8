using Platica.Webhooks.Events;

namespace Platica.Webhooks.Tests.Providers.Watsi;

/// <summary>What the business's handlers get.</summary>
public sealed class WatsiEventTests
{
    [Theory]
    [InlineData("message.received", typeof(MessageCreated))]
    [InlineData("message.status", typeof(MessageUpdated))]
    [InlineData("conversation.created", typeof(ConversationCreated))]
    [InlineData("conversation.updated", typeof(ConversationUpdated))]
    [InlineData("contact.created", typeof(ClientCreated))]
    [InlineData("contact.updated", typeof(ClientUpdated))]
    public void Each_event_has_its_type(string type, Type expected)
    {
        var delivery = WatsiDeliveries.Of(WatsiDeliveries.Event(type, "{}"));

        var told = WatsiDeliveries.Provider.Translate(delivery, delivery.ReadEnvelope()).Event!;

        Assert.IsType(expected, told);
        Assert.Equal(
            ("evt_1", type, "watsi", "watsi.7b1d5f0e-0000-4000-8000-000000000001", WatsiDeliveries.Time),
            (told.EventId, told.EventName, told.Provider, told.Workspace, told.OccurredAt));
        Assert.Equal(delivery.Body, told.Body);
    }

    [Theory]
    [InlineData("""{"status":"closed"}""", "Status")]
    [InlineData("""{"assignedUserId":null}""", "Owners")]
    [InlineData("""{"watsiEnabled":true}""", "Operation")]
    [InlineData("""{"status":"closed","watsiEnabled":true}""", null)]
    [InlineData("""{"topic":"x"}""", null)]
    public void An_update_of_one_field_tells_which(string data, string? column) =>
        Assert.Equal(column, Assert.IsType<ConversationUpdated>(WatsiDeliveries.Translate("conversation.updated", data).Event).Changed?.Column);
}
