using System.Text;
using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

/// <summary>What Platica's API tells, as deliveries of our own, and what these change.</summary>
public sealed class PlaticaBackfillTests
{
    private const string Client = """
        {"id":"cli_1","phoneNumber":"5215500000001","name":"Lucía","customFields":{"visitas":1.50,"nota":null},
         "creationDate":"2026-05-01T00:00:00Z","lastUpdate":"2026-05-10T15:00:00.123Z"}
        """;

    private const string Conversation = """
        {"id":"conv_1","conversationId":"5215500000001","channelId":"ch_1","phoneNumber":"5215500000001","workspaceId":"ws_1","status":"expired",
         "messageCount":2,"lastUpdate":"2026-05-10T15:00:00Z","messages":[{"id":"msg_9"}]}
        """;

    private const string First = """{"id":"msg_1","content":"Hola","status":"received","direction":"incoming","creationDate":"2026-05-10T14:00:00Z","lastUpdate":"2026-05-10T14:00:00Z"}""";
    private const string Second = """{"id":"msg_2","content":"¿Sí?","status":"read","direction":"outgoing","creationDate":"2026-05-10T14:30:00Z","lastUpdate":"2026-05-10T18:00:00Z"}""";

    private static readonly DateTimeOffset Updated = new(2026, 5, 10, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_client_is_set_at_its_own_time_with_its_values_as_they_came()
    {
        var (envelope, translation) = Read(PlaticaBackfill.OfClient("ws_1", Parse(Client)));

        Assert.Equal(("platica.backfill.client", "ws_1", Updated.AddMilliseconds(123)), (envelope.EventName, envelope.WorkspaceId, envelope.Timestamp));
        var change = Assert.Single(translation.Changes);
        Assert.Equal((EntityKind.Client, "cli_1", envelope.Timestamp), (change.Kind, change.Id, change.Version.UpdatedAt));
        Assert.Equal("525500000001", change.ValueOf(ClientFields.PhoneDigits));
        Assert.Equal("1.50", change.ValueOf(ClientFields.CustomFields, "visitas"));
        Assert.Null(change.ValueOf(ClientFields.CustomFields, "nota"));
    }

    [Fact]
    public void A_conversation_is_set_without_its_messages()
    {
        var body = PlaticaBackfill.OfConversation("ws_1", Parse(Conversation));
        var (envelope, translation) = Read(body);

        Assert.DoesNotContain("msg_9", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(Updated, envelope.Timestamp);
        Assert.All(translation.Changes, change => Assert.Equal((EntityKind.Conversation, "conv_1"), (change.Kind, change.Id)));
        Assert.Equal("expired", translation.ChangeOf(EntityKind.Conversation).ValueOf(ConversationFields.Status));
        Assert.DoesNotContain(translation.Changes.SelectMany(change => change.Fields), set => set.Field == ConversationFields.ExpiredAt);
        Assert.Contains(translation.Changes, change => change.Fields.GetTime(ConversationFields.LastActivityAt) == Updated);
    }

    [Fact]
    public void Messages_are_placed_in_their_conversation_each_at_its_own_time()
    {
        var (envelope, translation) = Read(PlaticaBackfill.OfMessages("ws_1", Parse(Conversation), [Parse(Second), Parse(First)]));

        Assert.Equal(new DateTimeOffset(2026, 5, 10, 14, 0, 0, TimeSpan.Zero), envelope.Timestamp);
        var messages = translation.Changes.Where(change => change.Kind == EntityKind.Message).ToList();
        Assert.Equal(
            [("msg_2", "2026-05-10T18:00", "2026-05-10T18:00"), ("msg_1", "2026-05-10T14:00", "2026-05-10T14:00")],
            messages.Select(change => (change.Id, $"{change.Version.UpdatedAt:yyyy-MM-ddTHH:mm}", $"{change.Version.Timestamp:yyyy-MM-ddTHH:mm}")));
        Assert.All(messages, change => Assert.Equal("conv_1", change.ValueOf(MessageFields.PlacedIn)));
        Assert.All(messages, change => Assert.Equal("525500000001", change.ValueOf(MessageFields.PhoneDigits)));
        Assert.Equal(new DateTimeOffset(2026, 5, 10, 14, 30, 0, TimeSpan.Zero), messages[0].ValueOf(MessageFields.PlacedAt));
    }

    [Fact]
    public void The_newest_of_the_messages_is_the_last_one_at_the_time_of_its_writing()
    {
        var (_, translation) = Read(PlaticaBackfill.OfMessages("ws_1", Parse(Conversation), [Parse(Second), Parse(First)]));

        var last = Assert.Single(translation.Changes, change => change.Kind == EntityKind.Conversation);
        Assert.Equal(("msg_2", "¿Sí?"), (last.ValueOf(ConversationFields.LastMessageId), last.ValueOf(ConversationFields.LastMessageText)));
        Assert.Equal(new DateTimeOffset(2026, 5, 10, 14, 30, 0, TimeSpan.Zero), last.Version.UpdatedAt);
        Assert.False(last.Fields.TryGet(ConversationFields.PhoneNumber, out _));
    }

    [Fact]
    public void Nothing_but_state_is_told()
    {
        foreach (var body in (byte[][])
        [
            PlaticaBackfill.OfClient("ws_1", Parse(Client)),
            PlaticaBackfill.OfConversation("ws_1", Parse(Conversation)),
            PlaticaBackfill.OfMessages("ws_1", Parse(Conversation), [Parse(First)]),
        ])
        {
            var (envelope, translation) = Read(body);

            Assert.Null(translation.Event);
            Assert.Null(translation.History);
            Assert.Null(translation.Exchange);
            Assert.Null(translation.Referral);
            Assert.False(envelope.IsFlowExchange);
            Assert.True(Deliveries.Provider.Knows(envelope.EventName));
        }
    }

    [Fact]
    public void The_same_contents_are_the_same_delivery_and_others_are_another()
    {
        var once = PlaticaBackfill.OfClient("ws_1", Parse(Client));

        Assert.Equal(once, PlaticaBackfill.OfClient("ws_1", Parse(Client)));
        string[] others =
        [
            IdOf(PlaticaBackfill.OfClient("ws_2", Parse(Client))),
            IdOf(PlaticaBackfill.OfClient("ws_1", Parse(Client.Replace("Lucía", "Lucia", StringComparison.Ordinal)))),
            IdOf(PlaticaBackfill.OfConversation("ws_1", Parse(Client))),
        ];
        Assert.Equal(4, others.Append(IdOf(once)).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"id":"x","lastUpdate":"2026-05-10T15:00:00Z","creationDate":"2026-05-01T00:00:00Z"}""", "2026-05-10")]
    [InlineData("""{"id":"x","lastUpdate":null,"creationDate":"2026-05-01T00:00:00Z"}""", "2026-05-01")]
    [InlineData("""{"id":"x","lastUpdate":"soon"}""", "1970-01-01")]
    [InlineData("""{"id":"x"}""", "1970-01-01")]
    public void What_tells_no_time_loses_to_all_that_does(string client, string day)
    {
        var (envelope, translation) = Read(PlaticaBackfill.OfClient("ws_1", Parse(client)));

        Assert.Equal(day, envelope.Timestamp.ToString("yyyy-MM-dd"));
        Assert.Equal(envelope.Timestamp, Assert.Single(translation.Changes).Version.UpdatedAt);
    }

    [Theory]
    [InlineData("""{"event":"platica.backfill.messages","data":{"conversation":{"id":"conv_1"},"messages":[{"content":"no id"},7,null,{"id":""},{"id":"msg_1"}]}}""", 1)]
    [InlineData("""{"event":"platica.backfill.messages","data":{"conversation":{"id":"conv_1"},"messages":{}}}""", 0)]
    [InlineData("""{"event":"platica.backfill.messages","data":{"messages":[{"id":"msg_1","creationDate":"2026-05-10T14:00:00Z","content":""}]}}""", 1)]
    [InlineData("""{"event":"platica.backfill.messages","data":null}""", 0)]
    [InlineData("""{"event":"platica.backfill.client"}""", 0)]
    public void What_is_missing_or_of_another_form_sets_nothing(string body, int changes) =>
        Assert.Equal(changes, Deliveries.Translate(body).Changes.Count);

    [Fact]
    public void Odd_texts_stay_as_they_were_escaped()
    {
        var body = Encoding.UTF8.GetString(PlaticaBackfill.OfClient("ws_1", Parse("""{"id":"x","name":"\ud83d","größe <\"":"\u0041"}""")));

        Assert.Contains("\"\\ud83d\"", body, StringComparison.Ordinal);
        Assert.Contains("\"\\u0041\"", body, StringComparison.Ordinal);
        Assert.Equal("A", JsonElement.Parse(body).GetProperty("data").GetProperty("client").GetProperty("größe <\"").GetString());
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);

    private static string IdOf(byte[] body) => Deliveries.Of(body).ReadEnvelope().EventId;

    private static (Envelope Envelope, Translation Translation) Read(byte[] body)
    {
        var delivery = Deliveries.Of(body);
        var envelope = delivery.ReadEnvelope();
        return (envelope, Deliveries.Provider.Translate(delivery, envelope));
    }
}
