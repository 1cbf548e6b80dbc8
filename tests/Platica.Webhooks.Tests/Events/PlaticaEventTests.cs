using System.Text;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Events;

public sealed class PlaticaEventTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly PlaticaProvider Provider = new(new PlaticaSettings(new SigningSecrets("secret")));

    public static TheoryData<string, Type> Types => new()
    {
        { "message.created", typeof(MessageCreated) },
        { "message.updated", typeof(MessageUpdated) },
        { "message.deleted", typeof(MessageDeleted) },
        { "conversation.created", typeof(ConversationCreated) },
        { "conversation.status.updated", typeof(ConversationUpdated) },
        { "conversation.operation.updated", typeof(ConversationUpdated) },
        { "conversation.owners.updated", typeof(ConversationUpdated) },
        { "conversation.tags.updated", typeof(ConversationUpdated) },
        { "conversation.expired", typeof(ConversationExpired) },
        { "client.created", typeof(ClientCreated) },
        { "client.updated", typeof(ClientUpdated) },
        { "client.owners.updated", typeof(ClientUpdated) },
        { "client.tags.updated", typeof(ClientUpdated) },
        { "client.customFields.updated", typeof(ClientUpdated) },
        { "referral.received", typeof(ReferralReceived) },
        { "whatsapp.flows.init", typeof(FlowExchanged) },
        { "whatsapp.flows.screen_advance", typeof(FlowExchanged) },
        { "whatsapp.flows.back", typeof(FlowExchanged) },
        { "whatsapp.flows.exchanges", typeof(FlowExchanged) },
    };

    [Fact]
    public void Every_event_of_the_catalogue_is_tested_here() =>
        Assert.Equal(PlaticaEvents.All.Keys.Order(), Types.Select(row => (string)((object[])row)[0]).Order());

    [Theory]
    [MemberData(nameof(Types))]
    public void Translate_makes_the_event_of_its_name(string eventName, Type expected)
    {
        var sample = PlaticaSamples.Create(eventName, Now);

        var happened = Read(sample.Body.ToArray());

        Assert.IsType(expected, happened);
        Assert.Equal(
            (sample.EventId, eventName, "platica", "platica.ws_demo", Now),
            (happened.EventId, happened.EventName, happened.Provider, happened.Workspace, happened.OccurredAt));
        Assert.Equal(sample.Body.ToArray(), happened.Body.ToArray());
    }

    [Fact]
    public void A_message_comes_with_its_conversation_and_client()
    {
        var created = Assert.IsType<MessageCreated>(Read(PlaticaSamples.Create("message.created", Now).Body.ToArray()));

        Assert.Equal("msg_lucia_1", created.Message.Id);
        Assert.Equal("incoming", created.Message.Direction.Value);
        Assert.Equal("+5215500000001", created.Conversation!.PhoneNumber.Value);
        Assert.Equal("Lucía Hernández", created.Client!.Name.Value);
        Assert.Equal("inbound.message.created", created.Source);
    }

    [Theory]
    [InlineData("conversation.status.updated", "Status")]
    [InlineData("conversation.operation.updated", "Operation")]
    [InlineData("conversation.owners.updated", "Owners")]
    [InlineData("conversation.tags.updated", "Tags")]
    public void A_changed_conversation_tells_what_changed(string eventName, string column) =>
        Assert.Equal(column, Assert.IsType<ConversationUpdated>(Read(PlaticaSamples.Create(eventName, Now).Body.ToArray())).Changed?.Column);

    [Theory]
    [InlineData("client.updated", null)]
    [InlineData("client.owners.updated", "Owners")]
    [InlineData("client.tags.updated", "Tags")]
    [InlineData("client.customFields.updated", "CustomFields")]
    public void A_changed_client_tells_what_changed(string eventName, string? column) =>
        Assert.Equal(column, Assert.IsType<ClientUpdated>(Read(PlaticaSamples.Create(eventName, Now).Body.ToArray())).Changed?.Column);

    [Fact]
    public void A_referral_tells_the_ad()
    {
        var referral = Assert.IsType<ReferralReceived>(Read("""
            {"event":"referral.received","data":{"ad_id":"ad_1","ctwa_clid":"clid_1","text":"Hola","channelId":"ch_1","referral":{"headline":"Promo"}}}
            """));

        Assert.Equal(("ad_1", "clid_1", "Hola", "ch_1", """{"headline":"Promo"}"""), (referral.AdId, referral.ClickId, referral.Text, referral.ChannelId, referral.Context));
        Assert.True(referral.Fields.TryGetText(ReferralFields.AdId, out _));
    }

    [Fact]
    public void A_flow_exchange_comes_with_the_form_and_the_answer()
    {
        var reply = new FlowReply("{}"u8.ToArray(), "answered", 12);

        var exchanged = Assert.IsType<FlowExchanged>(Read(PlaticaSamples.Create("whatsapp.flows.screen_advance", Now).Body.ToArray(), reply));

        Assert.Equal("p2", exchanged.Exchange.Payload.GetProperty("selected_product").GetString());
        Assert.Same(reply, exchanged.Reply);
        Assert.Equal("conv_lucia", exchanged.Conversation!.Id);
    }

    [Theory]
    [InlineData("""{"event":"template.approved","data":{"conversation":{"id":"conv_1"}}}""")]
    [InlineData("""{"event":"message.updated","data":{"conversation":{"id":"conv_1"}}}""")]
    public void An_unknown_name_and_one_without_its_resource_are_other_events(string body)
    {
        var other = Assert.IsType<OtherEvent>(Read(body));

        Assert.Equal("conv_1", other.Conversation!.Id);
        Assert.Null(other.Message);
    }

    [Fact]
    public void The_text_of_an_event_shows_nothing_that_a_customer_wrote() =>
        Assert.Equal(typeof(MessageCreated).FullName, Read(PlaticaSamples.Create("message.created", Now).Body.ToArray()).ToString());

    private static WebhookEvent Read(string body) => Read(Encoding.UTF8.GetBytes(body));

    private static WebhookEvent Read(byte[] body, FlowReply? reply = null)
    {
        var delivery = new Delivery { Provider = "platica", ReceivedAt = Now, Body = body, Reply = reply };
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out _));
        return Provider.Translate(delivery, envelope).Event!;
    }
}
