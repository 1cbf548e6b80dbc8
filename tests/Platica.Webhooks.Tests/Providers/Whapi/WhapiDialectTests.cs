using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>One moment and one person, in all the ways in which Whapi.Cloud writes them.</summary>
public sealed class WhapiDialectTests
{
    private static readonly DateTimeOffset Moment = new(2026, 5, 10, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1778425200")]
    [InlineData("1778425200.0")]
    [InlineData("\"1778425200\"")]
    [InlineData("1778425200000")]
    [InlineData("\"1778425200000\"")]
    public void A_time_is_read_as_number_or_text_of_seconds_or_milliseconds(string timestamp)
    {
        Assert.Equal(Moment, Message(timestamp: timestamp).ValueOf(MessageFields.CreatedAt));
        Assert.Equal(Moment, Single(EntityKind.Call, $$""" "calls":[{"id":"c","timestamp":{{timestamp}}}],"event":{"type":"calls","event":"post"} """).ValueOf(CallFields.CreatedAt));
        Assert.Equal(
            "\"2026-05-10T15:00:00.0000000Z\"",
            Single(EntityKind.Message, $$""" "statuses":[{"id":"m","status":"read","timestamp":{{timestamp}}}],"event":{"type":"statuses","event":"post"} """)
                .ValueOf(MessageFields.StatusTimes, "read"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("\"soon\"")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("{}")]
    public void A_time_that_is_none_is_the_arrival(string timestamp) =>
        Assert.Equal(Deliveries.Arrival, Message(timestamp: timestamp).ValueOf(MessageFields.CreatedAt));

    [Theory]
    [InlineData("5215500000001", "5215500000001")]
    [InlineData("+5215500000001", "5215500000001")]
    [InlineData("5215500000001@s.whatsapp.net", "5215500000001")]
    [InlineData("5215500000001@c.us", "5215500000001")]
    [InlineData("98765432109876@lid", "98765432109876@lid")]
    [InlineData("status@broadcast", "status@broadcast")]
    [InlineData("1234567890123456", "1234567890123456")]
    public void A_person_is_the_digits_of_the_phone_else_the_whole_id(string from, string id) =>
        Assert.Equal(id, Message(from: from).ValueOf(MessageFields.SenderId));

    [Theory]
    [InlineData("5215500000001", "5215500000001@s.whatsapp.net", "contact")]
    [InlineData("5215500000001@c.us", "5215500000001@s.whatsapp.net", "contact")]
    [InlineData("98765432109876@lid", "98765432109876@lid", "contact")]
    [InlineData("120363000000000001@g.us", "120363000000000001@g.us", "group")]
    [InlineData("120363000000000001@newsletter", "120363000000000001@newsletter", "newsletter")]
    [InlineData("status@broadcast", "status@broadcast", "broadcast")]
    public void A_chat_has_one_id_however_it_is_written(string chat, string id, string kind)
    {
        var conversation = Translate(chat: chat).Changes.First(change => change.Kind == EntityKind.Conversation);

        Assert.Equal(id, conversation.Id);
        Assert.Equal(kind, conversation.ValueOf(ConversationFields.Kind));
    }

    [Theory]
    [InlineData("messages", "post")]
    [InlineData("message", "post")]
    [InlineData("messages", "POST")]
    public void An_old_name_tells_the_same(string type, string method) =>
        Assert.NotNull(Single(EntityKind.Message, $$""" "messages":[{"id":"m","timestamp":1778425200}],"event":{"type":"{{type}}","event":"{{method}}"} """).ValueOf(MessageFields.CreatedAt));

    private static Translation Translate(string timestamp = "1778425200", string from = "5215500000001", string chat = "5215500000001@s.whatsapp.net") =>
        WhapiTranslations.Translate(
            $$"""{"messages":[{"id":"m","type":"text","chat_id":"{{chat}}","from":"{{from}}","from_me":false,"timestamp":{{timestamp}},"text":{"body":"Hola"} }],"event":{"type":"messages","event":"post"} }""");

    private static EntityChange Message(string timestamp = "1778425200", string from = "5215500000001") =>
        Translate(timestamp, from).ChangeOf(EntityKind.Message);

    private static EntityChange Single(EntityKind kind, string members) => WhapiTranslations.Translate($"{{{members}}}").ChangeOf(kind);
}
