using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

/// <summary>What the documents leave open or a delivery may leave out.</summary>
public sealed class PlaticaTranslatorTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 10, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"id":"agent_1"}""", "agent_1", null)]
    [InlineData("""{"id":"agent_1","name":"Ana"}""", "agent_1", """{"id":"agent_1","name":"Ana"}""")]
    public void An_owner_is_kept_by_id_and_whole_where_it_tells_more(string owner, string id, string? extra)
    {
        var message = Translate("message.created", $$$"""{"message":{"id":"m","owner":{{{owner}}}}}""").ChangeOf(EntityKind.Message);

        Assert.Equal(id, message.ValueOf(MessageFields.OwnerId));
        Assert.Equal(extra, ExtraOf(message, MessageFields.Extra, "owner"));
    }

    [Theory]
    [InlineData("\"ana@example.com\"")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    public void An_owner_of_another_form_is_kept_raw(string owner)
    {
        var message = Translate("message.created", $$$"""{"message":{"id":"m","owner":{{{owner}}}}}""").ChangeOf(EntityKind.Message);

        Assert.False(message.Fields.TryGet(MessageFields.OwnerId, out _));
        Assert.Equal(owner, ExtraOf(message, MessageFields.Extra, "owner"));
    }

    [Theory]
    [InlineData("2026-05-10T14:59:00Z", 0)]
    [InlineData("2026-05-10T14:59Z", 0)]
    [InlineData("2026-05-10T14:59:00.1234567Z", 1234567)]
    [InlineData("2026-05-10T14:59:00.12345678Z", 1234568)]
    [InlineData("2026-05-10T14:59:00.5", 5000000)]
    [InlineData("2026-05-10 14:59:00Z", 0)]
    [InlineData("2026-05-10T08:59:00-06:00", 0)]
    [InlineData("2026-05-10T14:59:00\\u005A", 0)]
    public void A_time_is_read_in_every_usual_form(string text, int ticks)
    {
        var message = Translate("message.created", $$$"""{"message":{"id":"m","creationDate":"{{{text}}}"}}""").ChangeOf(EntityKind.Message);

        Assert.Equal(new DateTimeOffset(2026, 5, 10, 14, 59, 0, TimeSpan.Zero).AddTicks(ticks), message.Fields.GetTime(MessageFields.CreatedAt));
    }

    [Theory]
    [InlineData("2026-02-30T14:59:00Z")]
    [InlineData("1600-12-31T23:59:59Z")]
    [InlineData("mañana")]
    public void What_is_no_time_that_a_table_can_hold_is_kept_raw(string text)
    {
        var client = Translate("client.updated", $$$"""{"client":{"id":"c","lastUpdate":"{{{text}}}"}}""").ChangeOf(EntityKind.Client);

        Assert.Null(client.Fields.GetTime(ClientFields.UpdatedAt));
        Assert.Equal($"\"{text}\"", ExtraOf(client, ClientFields.Extra, "lastUpdate"));
    }

    [Fact]
    public void An_owner_without_an_owner_id_clears_it()
    {
        var message = Translate("message.created", """{"message":{"id":"m","owner":{"id":null}}}""").ChangeOf(EntityKind.Message);

        Assert.Null(message.ValueOf(MessageFields.OwnerId));
    }

    [Fact]
    public void A_null_object_counts_as_absent()
    {
        var translation = Translate(
            "message.updated", """{"message":{"id":"m","owner":null},"conversation":null,"client":null}""", """ "resourceType":"message","resourceId":"m", """);

        Assert.Equal([EntityKind.Message], translation.Changes.Select(change => change.Kind));
        Assert.Empty(translation.Changes[0].Fields);
    }

    [Fact]
    public void A_null_map_counts_as_absent_and_a_null_in_it_clears_its_key()
    {
        var absent = Translate("client.updated", """{"client":{"id":"c","customFields":null}}""").ChangeOf(EntityKind.Client);
        var cleared = Translate("client.updated", """{"client":{"id":"c","customFields":{"etapa":null}}}""").ChangeOf(EntityKind.Client);

        Assert.Empty(absent.Fields);
        Assert.Null(cleared.ValueOf(ClientFields.CustomFields, "etapa"));
    }

    [Fact]
    public void A_null_field_clears_and_an_absent_one_sets_nothing()
    {
        var client = Translate("client.updated", """{"client":{"id":"c","email":null}}""").ChangeOf(EntityKind.Client);

        Assert.Null(client.ValueOf(ClientFields.Email));
        Assert.False(client.Fields.TryGet(ClientFields.Name, out _));
    }

    [Fact]
    public void A_field_of_another_type_goes_raw_to_Extra_and_the_rest_is_kept()
    {
        var conversation = Translate(
            "conversation.created", """{"conversation":{"id":"c","status":["open"],"messageCount":"three","tags":"vip","operation":"automatic","new":{"a":1}}}""")
            .ChangeOf(EntityKind.Conversation);

        Assert.Equal("automatic", conversation.ValueOf(ConversationFields.Operation));
        Assert.False(conversation.Fields.TryGet(ConversationFields.Status, out _));
        Assert.Equal("""["open"]""", ExtraOf(conversation, ConversationFields.Extra, "status"));
        Assert.Equal("\"three\"", ExtraOf(conversation, ConversationFields.Extra, "messageCount"));
        Assert.Equal("\"vip\"", ExtraOf(conversation, ConversationFields.Extra, "tags"));
        Assert.Equal("""{"a":1}""", ExtraOf(conversation, ConversationFields.Extra, "new"));
    }

    [Theory]
    [InlineData("conversation", EntityKind.Conversation)]
    [InlineData("message", EntityKind.Message)]
    [InlineData("client", EntityKind.Client)]
    public void A_snapshot_may_be_data_itself(string resource, EntityKind kind)
    {
        var translation = Translate($"{resource}.updated", """{"id":"r","status":"active"}""", $$""" "resourceType":"{{resource}}","resourceId":"r", """);

        var change = translation.ChangeOf(kind);
        Assert.Equal("r", change.Id);
        Assert.Contains(change.Fields, set => set.Field.Column == "Status" && Equals(set.Value.Value, "active"));
    }

    [Theory]
    [InlineData("conversation", EntityKind.Conversation)]
    [InlineData("message", EntityKind.Message)]
    [InlineData("client", EntityKind.Client)]
    public void Without_an_id_the_resource_id_of_the_envelope_counts(string resource, EntityKind kind)
    {
        var translation = Translate($"{resource}.updated", $$$"""{"{{{resource}}}":{"status":"active"}}""", $$""" "resourceType":"{{resource}}","resourceId":"r", """);

        Assert.Equal("r", translation.ChangeOf(kind).Id);
    }

    [Theory]
    [InlineData("""{"channelId":"ch_1","phoneNumber":"5215500000001"}""", """{"phoneNumber":"525500000001"}""", "~ch_1.525500000001", "~525500000001")]
    [InlineData("""{"channelId":"ch_1"}""", """{"phoneNumber":"+52 1 55 0000 0001"}""", "~ch_1.525500000001", "~525500000001")]
    [InlineData("""{"phoneNumber":"525500000001"}""", """{}""", "~.525500000001", "~525500000001")]
    [InlineData("""{"channelId":"ch_1"}""", """{}""", "~evt_1", "~evt_1")]
    public void Without_any_id_phone_and_channel_name_it_else_the_event(string conversation, string client, string conversationId, string clientId)
    {
        var translation = Translate("message.created", $$$"""{"message":{"id":"m"},"conversation":{{{conversation}}},"client":{{{client}}}}""");

        Assert.Equal(conversationId, translation.ChangeOf(EntityKind.Conversation).Id);
        Assert.Equal(clientId, translation.ChangeOf(EntityKind.Client).Id);
        var message = translation.ChangeOf(EntityKind.Message);
        Assert.Equal(conversationId, message.ValueOf(MessageFields.ConversationId));
        Assert.Equal(clientId, message.ValueOf(MessageFields.ClientId));
    }

    [Theory]
    [InlineData("""{"id":"c"}""", "expired")]
    [InlineData("""{"id":"c","status":null,"canSendDirectMessage":null}""", "expired")]
    [InlineData("""{"id":"c","canSendDirectMessage":true}""", "expired")]
    [InlineData("""{"id":"c","status":"finished"}""", "finished")]
    [InlineData("""{"id":"c","lastUpdate":"2026-05-09T15:00:00Z"}""", "expired")]
    public void Expired_closes_the_window_at_the_events_time_whatever_the_snapshot_says_and_however_old_it_is(string snapshot, string status)
    {
        var translation = Translate("conversation.expired", $$$"""{"conversation":{{{snapshot}}}}""");

        var expiry = translation.Changes.Single(change => change.Fields.TryGet(ConversationFields.ExpiredAt, out _));
        Assert.Equal(new ChangeVersion(Time, Time, "evt_1", Rank: 1), expiry.Version);
        Assert.Equal(status, expiry.ValueOf(ConversationFields.Status));
        Assert.Equal(false, expiry.ValueOf(ConversationFields.CanSendDirectMessage));
        Assert.Equal(Time, expiry.ValueOf(ConversationFields.ExpiredAt));
    }

    [Fact]
    public void A_snapshot_newer_than_the_expiry_it_comes_with_does_not_open_the_window()
    {
        var translation = Translate(
            "conversation.expired", """{"conversation":{"id":"c","canSendDirectMessage":true,"lastUpdate":"2026-05-10T15:00:01Z"}}""");

        var expiry = translation.Changes.Single(change => change.Fields.TryGet(ConversationFields.ExpiredAt, out _));
        Assert.True(expiry.Version.CompareTo(translation.ChangeOf(EntityKind.Conversation).Version) > 0);
    }

    [Fact]
    public void A_snapshots_own_time_of_change_is_its_version()
    {
        var client = Translate("client.updated", """{"client":{"id":"c","lastUpdate":"2026-05-01T00:00:00.000Z"}}""").ChangeOf(EntityKind.Client);

        Assert.Equal(new ChangeVersion(new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), Time, "evt_1"), client.Version);
    }

    [Fact]
    public void The_last_message_is_one_register_at_the_version_of_its_writing()
    {
        var register = RegisterOf(Translate(
            "message.updated",
            """{"message":{"id":"m","content":"Hola","direction":"incoming","creationDate":"2026-05-10T14:00:00Z","lastUpdate":"2026-05-10T14:59:00Z"},"conversation":{"id":"c"}}"""));

        Assert.NotNull(register);
        Assert.Equal(new DateTimeOffset(2026, 5, 10, 14, 0, 0, TimeSpan.Zero), register.Version.UpdatedAt);
        Assert.Equal("m", register.ValueOf(ConversationFields.LastMessageId));
        Assert.Equal("Hola", register.ValueOf(ConversationFields.LastMessageText));
        Assert.Equal("incoming", register.ValueOf(ConversationFields.LastMessageDirection));
    }

    [Fact]
    public void A_new_message_without_content_clears_what_the_one_before_said()
    {
        var register = RegisterOf(Translate("message.created", """{"message":{"id":"m"},"conversation":{"id":"c"}}"""));

        Assert.NotNull(register);
        Assert.Equal(Time, register.ValueOf(ConversationFields.LastMessageAt));
        Assert.Null(register.ValueOf(ConversationFields.LastMessageText));
        Assert.Null(register.ValueOf(ConversationFields.LastMessageDirection));
    }

    [Theory]
    [InlineData("""{"id":"m","status":"read"}""")]
    [InlineData("""{"id":"m","content":"Hola"}""")]
    [InlineData("""{"id":"m","status":"read","creationDate":"2026-05-10T14:00:00Z"}""")]
    public void A_report_about_a_message_is_no_last_message(string message)
    {
        Assert.Null(RegisterOf(Translate("message.updated", $$$"""{"message":{{{message}}},"conversation":{"id":"c"}}""")));
    }

    [Fact]
    public void An_unknown_event_changes_what_its_snapshots_tell()
    {
        var translation = Translate("client.merged", """{"client":{"id":"c","name":"Lucía"}}""");

        Assert.Equal("Lucía", translation.ChangeOf(EntityKind.Client).ValueOf(ClientFields.Name));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"conversation":"c","client":7,"message":[]}""")]
    public void Without_snapshots_nothing_changes(string data)
    {
        Assert.Empty(Translate("conversation.updated", data).Changes);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_hides_no_other_member()
    {
        var conversation = Translate("conversation.created", """{"\ud83d\ud83d":1,"conversation":{"id":"c","\ud83d":"kept","status":"open"},"\ud83d":2}""")
            .ChangeOf(EntityKind.Conversation);

        Assert.Equal("c", conversation.Id);
        Assert.Equal("open", conversation.ValueOf(ConversationFields.Status));
        Assert.Equal("\"kept\"", ExtraOf(conversation, ConversationFields.Extra, "\\ud83d"));
    }

    [Theory]
    [InlineData("{\"data\":{}")]
    [InlineData("{\"event\":\"x\",\"data\":tru}")]
    public void What_is_not_JSON_throws(string rest)
    {
        var delivery = Deliveries.Of("{\"event\":\"x\"," + rest[1..]);

        Assert.ThrowsAny<JsonException>(() => Deliveries.Provider.Translate(delivery, delivery.ReadEnvelope()));
    }

    [Theory]
    [InlineData("""{"ad_id":"1","ctwa_clid":"2","text":"Quiero info","referral":{"headline":"Promo"}}""")]
    [InlineData("""{"referral":{"ad_id":"1","ctwa_clid":"2","text":"Quiero info","headline":"Promo"}}""")]
    public void A_referral_is_found_in_data_and_in_the_object_within(string data)
    {
        var referral = Translate("referral.received", data).Referral;

        Assert.NotNull(referral);
        Assert.Equal(Time, referral.At);
        Assert.True(referral.Fields.TryGetText(ReferralFields.AdId, out var ad) && ad == "1");
        Assert.True(referral.Fields.TryGetText(ReferralFields.ClickId, out var click) && click == "2");
        Assert.True(referral.Fields.TryGetText(ReferralFields.Text, out var text) && text == "Quiero info");
        Assert.True(referral.Fields.TryGetText(ReferralFields.Context, out var context) && context.Contains("Promo", StringComparison.Ordinal));
    }

    private static Translation Translate(string eventName, string data, string more = "") => Deliveries.Translate(
        $$$"""{"id":"evt_1","event":"{{{eventName}}}","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:00.000Z",{{{more}}}"data":{{{data}}}}""");

    private static string? ExtraOf(EntityChange change, Field field, string key) =>
        change.Fields.FirstOrDefault(set => ReferenceEquals(set.Field, field) && set.Key == key).Value.Value as string;

    private static EntityChange? RegisterOf(Translation translation) =>
        translation.Changes.SingleOrDefault(change => change.Fields.TryGet(ConversationFields.LastMessageId, out _));
}
