using Platica.Webhooks.Events;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>What the business's handlers get; which type they get for which event stands in the corpus.</summary>
public sealed class WhapiEventTests
{
    [Fact]
    public void A_message_from_an_ad_is_a_message_and_a_referral()
    {
        var created = Read<MessageCreated>(
            """
            "messages":[{"id":"m","type":"text","chat_id":"5215500000001@s.whatsapp.net","from":"5215500000001","from_me":false,"timestamp":1778425200,
            "text":{"body":"Hola"},"context":{"ad":{"ctwa":"ARAexample","source":{"id":"1202","type":"ad"}}}}],"event":{"type":"messages","event":"post"}
            """);

        Assert.Equal("Hola", created.Message.Content.Value);
        Assert.Equal("incoming", created.Message.Direction.Value);
        Assert.Equal("5215500000001", created.Client?.Id);
        Assert.Equal("5215500000001@s.whatsapp.net", created.Conversation?.Id);
        Assert.Equal("whapi.unknown", created.Workspace);
        Assert.Equal(("ARAexample", "1202", "Hola"), (created.Referral?.ClickId, created.Referral?.AdId, created.Referral?.Text));
        Assert.Same(created.Referral, created.Also);
    }

    [Theory]
    [InlineData("\"from_me\":true,", "{\"ctwa\":\"a\"}")]
    [InlineData("\"from_me\":false,", "{}")]
    [InlineData("\"from_me\":false,", "null")]
    [InlineData("\"from_me\":false,", "\"a\"")]
    [InlineData("", "{\"ctwa\":\"a\"}")]
    public void What_the_business_writes_and_what_comes_by_itself_is_no_referral(string fromMe, string ad)
    {
        var translation = WhapiTranslations.Translate(
            $$"""{"messages":[{"id":"m","chat_id":"5215500000001",{{fromMe}}"timestamp":1778425200,"context":{"ad":{{ad}} } }],"event":{"type":"messages","event":"post"} }""");

        Assert.Null(translation.Referral);
        Assert.Null(Assert.IsType<MessageCreated>(translation.Event).Referral);
    }

    [Fact]
    public void A_status_tells_which_message_has_it()
    {
        var updated = Read<MessageUpdated>(""" "statuses":[{"id":"m","status":"read","timestamp":"1778425200"}],"event":{"type":"statuses","event":"post"} """);

        Assert.Equal(("m", "read"), (updated.Message.Id, updated.Message.Status.Value));
    }

    [Fact]
    public void A_channel_tells_how_it_is()
    {
        var updated = Read<ChannelUpdated>(""" "health":{"status":{"code":5,"text":"ERROR"}},"event":{"type":"channel","event":"post"},"channel_id":"DEMO-A1" """);

        Assert.Equal(("DEMO-A1", "ERROR", false), (updated.Channel.Id, updated.Channel.Status.Value, updated.Channel.Healthy.Value));
        Assert.False(updated.Channel.Linked.IsPresent);
    }

    [Fact]
    public void A_call_tells_who_calls()
    {
        var updated = Read<CallUpdated>(
            """ "calls":[{"id":"c","from":"5215500000001@s.whatsapp.net","chat_id":"5215500000001@s.whatsapp.net","status":"missed","timestamp":1778425200000,"video_call":true}],"event":{"type":"calls","event":"post"} """);

        Assert.Equal(("c", "missed", "incoming", true), (updated.Call.Id, updated.Call.Status.Value, updated.Call.Direction.Value, updated.Call.IsVideo.Value));
        Assert.Equal("5215500000001", updated.Client?.Id);
    }

    [Theory]
    [InlineData("messages", "[]")]
    [InlineData("messages", "null")]
    [InlineData("calls", "[]")]
    [InlineData("calls", "null")]
    public void An_event_without_an_item_changes_nothing(string type, string items)
    {
        var translation = WhapiTranslations.Translate($$"""{"{{type}}":{{items}},"event":{"type":"{{type}}","event":"post"} }""");

        Assert.Empty(translation.Changes);
        Assert.IsType<OtherEvent>(translation.Event);
    }

    private static TEvent Read<TEvent>(string members)
        where TEvent : WebhookEvent => Assert.IsType<TEvent>(WhapiTranslations.Translate($"{{{members}}}").Event);
}
