using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

/// <summary>Where a message stands, and by which phone people find it.</summary>
public sealed class PlaticaPlacesTests
{
    private static readonly DateTimeOffset Written = new(2026, 5, 10, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("message.updated", """{"status":"read"}""")]
    [InlineData("message.updated", """{"channelId":"ch_1"}""")]
    [InlineData("message.deleted", "{}")]
    public void A_report_about_a_message_whose_conversation_has_neither_id_nor_phone_moves_it_nowhere(string eventName, string conversation)
    {
        var translation = Translate(
            eventName, $$$"""{"message":{"id":"m","creationDate":"2026-05-10T14:00:00Z"},"conversation":{{{conversation}}}}""");

        var message = Assert.Single(translation.Changes);
        Assert.Equal((EntityKind.Message, "m"), (message.Kind, message.Id));
        AssertUntold(message, MessageFields.ConversationId, MessageFields.PlacedIn, MessageFields.PlacedAt);
    }

    [Fact]
    public void A_new_message_is_placed_in_a_conversation_of_its_own_where_its_delivery_names_none()
    {
        var translation = Translate("message.created", """{"message":{"id":"m"}}""");

        Assert.Equal("~evt_1", translation.ChangeOf(EntityKind.Conversation).Id);
        Assert.Equal("~evt_1", translation.ChangeOf(EntityKind.Message).ValueOf(MessageFields.PlacedIn));
    }

    [Theory]
    [InlineData("message.created")]
    [InlineData("message.updated")]
    [InlineData("message.deleted")]
    public void A_delivery_that_tells_conversation_and_creation_places_the_message_by_both(string eventName)
    {
        var message = Translate(eventName, """{"message":{"id":"m","creationDate":"2026-05-10T14:00:00Z"},"conversation":{"id":"c"}}""")
            .ChangeOf(EntityKind.Message);

        Assert.Equal("c", message.ValueOf(MessageFields.PlacedIn));
        Assert.Equal(Written, message.ValueOf(MessageFields.PlacedAt));
    }

    [Theory]
    [InlineData("""{"message":{"id":"m","creationDate":"2026-05-10T14:00:00Z"}}""")]
    [InlineData("""{"message":{"id":"m"},"conversation":{"id":"c"}}""")]
    [InlineData("""{"message":{"id":"m","creationDate":null},"conversation":{"id":"c"}}""")]
    public void A_report_that_tells_one_of_the_two_places_nothing(string data) =>
        AssertUntold(Translate("message.updated", data).ChangeOf(EntityKind.Message), MessageFields.PlacedIn, MessageFields.PlacedAt);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"unknown\"")]
    [InlineData("7")]
    public void A_number_that_is_cleared_or_none_clears_the_digits(string number)
    {
        var translation = Translate(
            "conversation.updated", $$$"""{"conversation":{"id":"c","phoneNumber":{{{number}}}},"client":{"id":"cli","phoneNumber":{{{number}}}}}""");

        Assert.Null(translation.ChangeOf(EntityKind.Conversation).ValueOf(ConversationFields.PhoneDigits));
        Assert.Null(translation.ChangeOf(EntityKind.Client).ValueOf(ClientFields.PhoneDigits));
    }

    [Fact]
    public void A_number_that_is_not_told_leaves_the_digits()
    {
        var translation = Translate("client.updated", """{"conversation":{"id":"c","phoneNumber":"+52 1 55 0000 0001"},"client":{"id":"cli"}}""");

        Assert.Equal("525500000001", translation.ChangeOf(EntityKind.Conversation).ValueOf(ConversationFields.PhoneDigits));
        AssertUntold(translation.ChangeOf(EntityKind.Client), ClientFields.PhoneDigits);
    }

    private static Translation Translate(string eventName, string data) => Deliveries.Translate(
        $$$"""{"id":"evt_1","event":"{{{eventName}}}","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:00.000Z","data":{{{data}}}}""");

    private static void AssertUntold(EntityChange change, params Field[] fields) =>
        Assert.All(fields, field => Assert.False(change.Fields.TryGet(field, out _), field.Column));
}
