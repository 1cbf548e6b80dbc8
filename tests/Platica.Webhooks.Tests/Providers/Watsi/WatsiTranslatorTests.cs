using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Tests.Providers.Watsi;

/// <summary>The six events as Watsi's catalogue shows them, and the nested form of its overview.</summary>
public sealed class WatsiTranslatorTests
{
    private const string Received =
        """{"from":"5215500000001","body":"Hola, busco precios","messageId":"wamid.1","conversationId":"chat_1","channel":"whatsapp"}""";

    [Fact]
    public void A_received_message_is_placed_in_its_conversation_and_becomes_its_last_one()
    {
        var translation = WatsiDeliveries.Translate("message.received", Received);

        var message = OnlyChange(translation, EntityKind.Message);
        Assert.Equal("wamid.1", message.Id);
        Assert.Equal(
            [
                "Content=Hola, busco precios", "ConversationId=chat_1", "CreatedAt=15:00:00.123", "Direction=incoming", "PhoneDigits=525500000001",
                "PlacedAt=15:00:00.123", "PlacedIn=chat_1",
            ],
            message.Lines());
        var conversation = OnlyChange(translation, EntityKind.Conversation);
        Assert.Equal("chat_1", conversation.Id);
        Assert.Equal(
            [
                "LastActivityAt=15:00:00.123", "LastMessageAt=15:00:00.123", "LastMessageDirection=incoming", "LastMessageId=wamid.1",
                "LastMessageText=Hola, busco precios", "PhoneDigits=525500000001", "PhoneNumber=5215500000001", "Platform=whatsapp",
            ],
            conversation.Lines());
        Assert.Equal(2, translation.Changes.Count);
        Assert.Null(translation.History);
    }

    [Fact]
    public void Every_change_has_the_time_of_its_event()
    {
        var translation = WatsiDeliveries.Translate("message.received", Received);

        Assert.All(translation.Changes, change => Assert.Equal(new ChangeVersion(WatsiDeliveries.Time, WatsiDeliveries.Time, "evt_1"), change.Version));
    }

    [Theory]
    [InlineData("message.received", Received, """
        {"message":{"from":"5215500000001","body":"Hola, busco precios","id":"wamid.1","conversationId":"chat_1","channel":"whatsapp"}}
        """)]
    [InlineData("message.status", """{"messageId":"wamid.1","status":"read","recipientId":"5215500000001","timestamp":"1778425320"}""", """
        {"message":{"id":"wamid.1","status":"read","recipientId":"5215500000001","timestamp":"1778425320"}}
        """)]
    [InlineData("conversation.created", """{"conversationId":"chat_1","contactId":"contact_1","status":"active","channel":"whatsapp"}""", """
        {"conversation":{"id":"chat_1","contactId":"contact_1","status":"active","channel":"whatsapp"}}
        """)]
    [InlineData("conversation.updated", """{"conversationId":"chat_1","assignedUserId":null,"watsiEnabled":true}""", """
        {"conversation":{"id":"chat_1","assignedUserId":null,"watsiEnabled":true}}
        """)]
    [InlineData("contact.created", """{"contactId":"contact_1","phone":"+5215500000001","name":"Lucía Demo"}""", """
        {"contact":{"id":"contact_1","phone":"+5215500000001","name":"Lucía Demo"}}
        """)]
    [InlineData("contact.updated", """{"contactId":"contact_1","email":"lucia@example.com"}""", """
        {"contact":{"id":"contact_1","email":"lucia@example.com"}}
        """)]
    public void The_nested_form_means_the_same_as_the_flat_one(string type, string flat, string nested)
    {
        var fromFlat = WatsiDeliveries.Translate(type, flat).Changes;
        var fromNested = WatsiDeliveries.Translate(type, nested).Changes;

        Assert.NotEmpty(fromFlat);
        Assert.Equal(fromFlat.Select(Told), fromNested.Select(Told));

        static string Told(EntityChange change) => $"{change.Kind} {change.Id} {change.Version} {string.Join(' ', change.Lines())}";
    }

    [Fact]
    public void The_flat_form_wins_and_the_nested_one_fills_what_it_leaves_out()
    {
        var message = OnlyChange(
            WatsiDeliveries.Translate(
                "message.received",
                """{"messageId":"wamid.flat","body":null,"message":{"id":"wamid.nested","body":"Hola","from":"5215500000001","forwarded":true}}"""),
            EntityKind.Message);

        Assert.Equal("wamid.flat", message.Id);
        Assert.Equal("Hola", ValueOf(message, MessageFields.Content));
        Assert.Equal("525500000001", ValueOf(message, MessageFields.PhoneDigits));
        Assert.Equal(["Extra[forwarded]=true"], message.Lines().Where(line => line.StartsWith("Extra", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_other_resources_told_as_objects_the_ids_count_and_the_rest_is_kept_raw()
    {
        var translation = WatsiDeliveries.Translate(
            "message.received", """{"message":{"id":"m"},"conversation":{"id":"chat_1","status":"active"},"contact":{"id":"contact_1"}}""");

        var message = OnlyChange(translation, EntityKind.Message);
        Assert.Equal(("chat_1", "contact_1"), (ValueOf(message, MessageFields.PlacedIn), ValueOf(message, MessageFields.ClientId)));
        Assert.Contains("""Extra[conversation]={"id":"chat_1","status":"active"}""", message.Lines());
        var conversation = OnlyChange(translation, EntityKind.Conversation);
        Assert.Equal(("chat_1", "contact_1"), (conversation.Id, ValueOf(conversation, ConversationFields.ClientId)));
        Assert.False(conversation.Fields.TryGet(ConversationFields.Status, out _));
    }

    [Theory]
    [InlineData("""{"messageId":"m","conversationId":"chat_1","from":"5215500000001","channel":"whatsapp"}""", "chat_1")]
    [InlineData("""{"messageId":"m","from":"5215500000001","channel":"whatsapp"}""", "~whatsapp.525500000001")]
    [InlineData("""{"messageId":"m","from":"5215500000001"}""", "~.525500000001")]
    [InlineData("""{"message":{"id":"m","body":"Hola"}}""", "~evt_1")]
    [InlineData("""{"messageId":"m","conversationId":"","from":"98765432101234@lid"}""", "~evt_1")]
    public void A_message_always_has_a_conversation(string data, string expected)
    {
        var translation = WatsiDeliveries.Translate("message.received", data);

        Assert.Equal(expected, OnlyChange(translation, EntityKind.Conversation).Id);
        Assert.Equal(expected, ValueOf(OnlyChange(translation, EntityKind.Message), MessageFields.PlacedIn));
    }

    [Fact]
    public void A_message_without_text_is_the_last_one_all_the_same()
    {
        var conversation = OnlyChange(WatsiDeliveries.Translate("message.received", """{"messageId":"m","conversationId":"c"}"""), EntityKind.Conversation);

        Assert.Equal("m", ValueOf(conversation, ConversationFields.LastMessageId));
        Assert.Null(ValueOf(conversation, ConversationFields.LastMessageText));
    }

    [Fact]
    public void A_sender_that_is_no_phone_is_kept_raw()
    {
        var message = OnlyChange(WatsiDeliveries.Translate("message.received", """{"messageId":"m","from":"98765432101234@lid"}"""), EntityKind.Message);

        Assert.False(message.Fields.TryGet(MessageFields.PhoneDigits, out _));
        Assert.Contains("Extra[from]=\"98765432101234@lid\"", message.Lines());
    }

    [Fact]
    public void A_new_conversation_is_told_with_its_contact()
    {
        var translation = WatsiDeliveries.Translate(
            "conversation.created", """{"conversationId":"chat_1","contactId":"contact_1","status":"active","channel":"whatsapp"}""");

        var conversation = Assert.Single(translation.Changes);
        Assert.Equal((EntityKind.Conversation, "chat_1"), (conversation.Kind, conversation.Id));
        Assert.Equal(
            [
                "ClientId=contact_1", "CreatedAt=15:00:00.123", "LastActivityAt=15:00:00.123", "Platform=whatsapp", "Status=active",
                "UpdatedAt=15:00:00.123",
            ],
            conversation.Lines());
        Assert.Equal(new ConversationHistoryEntry("chat_1", null), translation.History);
    }

    [Fact]
    public void An_update_tells_status_owner_and_who_answers()
    {
        const string Data = """{"conversationId":"chat_1","status":"closed","assignedUserId":"user_1","watsiEnabled":false}""";
        var translation = WatsiDeliveries.Translate("conversation.updated", Data);

        Assert.Equal(
            ["LastActivityAt=15:00:00.123", "Operation=assistance", "Owners=[\"user_1\"]", "Status=closed", "UpdatedAt=15:00:00.123"],
            Assert.Single(translation.Changes).Lines());
        Assert.Equal(new ConversationHistoryEntry("chat_1", Data), translation.History);
    }

    [Theory]
    [InlineData("""{"conversationId":"c","assignedUserId":null}""", true, null)]
    [InlineData("""{"conversationId":"c","assignedUserId":"user_1"}""", true, "[\"user_1\"]")]
    [InlineData("""{"conversationId":"c"}""", false, null)]
    [InlineData("""{"conversationId":"c","assignedUserId":7}""", false, null)]
    public void A_null_owner_clears_and_an_absent_one_changes_nothing(string data, bool told, string? owners)
    {
        var conversation = Assert.Single(WatsiDeliveries.Translate("conversation.updated", data).Changes);

        Assert.Equal(told, conversation.Fields.TryGet(ConversationFields.Owners, out var value));
        Assert.Equal(owners, value.Value);
    }

    [Theory]
    [InlineData("true", "automatic")]
    [InlineData("false", "assistance")]
    [InlineData("null", null)]
    public void The_automation_is_told_in_the_words_that_conversations_have_for_it(string enabled, string? operation)
    {
        var translation = WatsiDeliveries.Translate("conversation.updated", $$"""{"conversationId":"c","watsiEnabled":{{enabled}}}""");

        Assert.Equal(operation, ValueOf(Assert.Single(translation.Changes), ConversationFields.Operation));
    }

    [Fact]
    public void A_new_contact_is_a_client()
    {
        var client = Assert.Single(
            WatsiDeliveries.Translate("contact.created", """{"contactId":"contact_1","phone":"+5215500000001","name":"Lucía Demo"}""").Changes);

        Assert.Equal((EntityKind.Client, "contact_1"), (client.Kind, client.Id));
        Assert.Equal(
            ["CreatedAt=15:00:00.123", "Name=Lucía Demo", "PhoneDigits=525500000001", "PhoneNumber=+5215500000001", "UpdatedAt=15:00:00.123"], client.Lines());
    }

    [Fact]
    public void An_update_of_a_contact_sets_only_what_it_tells()
    {
        var client = Assert.Single(
            WatsiDeliveries.Translate("contact.updated", """{"contactId":"contact_1","name":"Lucía D. Prueba","email":"lucia@example.com"}""").Changes);

        Assert.Equal(["Email=lucia@example.com", "Name=Lucía D. Prueba", "UpdatedAt=15:00:00.123"], client.Lines());
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("\"unknown\"", "unknown")]
    public void A_phone_that_is_cleared_or_none_clears_the_digits(string phone, string number)
    {
        var client = Assert.Single(WatsiDeliveries.Translate("contact.updated", $$"""{"contactId":"c","phone":{{phone}}}""").Changes);

        Assert.Equal(["PhoneDigits=null", $"PhoneNumber={number}", "UpdatedAt=15:00:00.123"], client.Lines());
    }

    [Theory]
    [InlineData("""{"phone":"+5215500000001"}""", "~525500000001")]
    [InlineData("""{"name":"Lucía"}""", "~evt_1")]
    public void A_contact_without_id_gets_one_of_its_phone_else_of_the_event(string data, string expected) =>
        Assert.Equal(expected, Assert.Single(WatsiDeliveries.Translate("contact.created", data).Changes).Id);

    [Theory]
    [InlineData("message.received", "body", "[1,2]")]
    [InlineData("message.received", "from", "5215500000001")]
    [InlineData("message.received", "channel", "7")]
    [InlineData("message.received", "conversationId", "7")]
    [InlineData("message.received", "messageId", "{\"id\":1}")]
    [InlineData("message.received", "media", "{\"url\":\"https://example.com\"}")]
    [InlineData("message.status", "status", "3")]
    [InlineData("message.status", "timestamp", "\"soon\"")]
    [InlineData("message.status", "recipientId", "5")]
    [InlineData("message.status", "error", "\"131047\"")]
    [InlineData("conversation.created", "contactId", "false")]
    [InlineData("conversation.created", "status", "{}")]
    [InlineData("conversation.updated", "assignedUserId", "[\"user_1\"]")]
    [InlineData("conversation.updated", "watsiEnabled", "\"yes\"")]
    [InlineData("contact.created", "phone", "5215500000001")]
    [InlineData("contact.updated", "name", "[]")]
    [InlineData("contact.updated", "email", "true")]
    [InlineData("contact.updated", "company", "\"Demo SA\"")]
    public void What_has_no_column_or_another_type_is_kept_raw(string type, string member, string value)
    {
        var translation = WatsiDeliveries.Translate(type, $$"""{"{{member}}":{{value}}}""");

        Assert.Contains($"Extra[{member}]={value}", translation.Changes[0].Lines());
    }

    [Theory]
    [InlineData("galaxy.discovered", Received)]
    [InlineData("message.sent", Received)]
    [InlineData("message.received", "null")]
    [InlineData("conversation.updated", "\"chat_1\"")]
    [InlineData("contact.created", "[{}]")]
    public void An_event_that_is_not_known_or_tells_nothing_changes_nothing_and_is_told_all_the_same(string type, string data)
    {
        var translation = WatsiDeliveries.Translate(type, data);

        Assert.Empty(translation.Changes);
        Assert.Null(translation.History);
        Assert.Equal(type, Assert.IsType<OtherEvent>(translation.Event).EventName);
    }

    [Fact]
    public void Names_and_texts_with_lone_surrogates_are_kept_as_they_are()
    {
        var message = OnlyChange(
            WatsiDeliveries.Translate("message.received", """{"messageId":"m","body":"\ud83d","\ud83d":1}"""), EntityKind.Message);

        Assert.Contains("Extra[body]=\"\\ud83d\"", message.Lines());
        Assert.Contains("Extra[\\ud83d]=1", message.Lines());
    }

    private static EntityChange OnlyChange(Translation translation, EntityKind kind) => Assert.Single(translation.Changes, change => change.Kind == kind);

    private static object? ValueOf(EntityChange change, Field field) =>
        change.Fields.Single(set => ReferenceEquals(set.Field, field)).Value.Value;
}
