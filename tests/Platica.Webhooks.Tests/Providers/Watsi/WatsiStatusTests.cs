using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Tests.Providers.Watsi;

/// <summary><c>message.status</c>: nothing but a message's id says which message it is.</summary>
public sealed class WatsiStatusTests
{
    [Fact]
    public void A_status_is_told_of_the_message_alone()
    {
        var translation = WatsiDeliveries.Translate(
            "message.status", """{"messageId":"wamid.1","status":"delivered","recipientId":"5215500000001","timestamp":"1778425320"}""");

        Assert.All(translation.Changes, change => Assert.Equal((EntityKind.Message, "wamid.1"), (change.Kind, change.Id)));
        Assert.Equal(
            [
                "Direction=outgoing", "PhoneDigits=525500000001",
                """Recipients[5215500000001]={"status":"delivered","at":"2026-05-10T15:02:00.0000000Z"}""", "Status=delivered",
                "StatusTimes[delivered]=\"2026-05-10T15:02:00.0000000Z\"", "UpdatedAt=15:02:00.000",
            ],
            translation.Changes.SelectMany(change => change.Lines()).Order(StringComparer.Ordinal));
        Assert.Null(translation.History);
    }

    [Fact]
    public void Handlers_see_the_whole_report()
    {
        var translation = WatsiDeliveries.Translate("message.status", """{"messageId":"wamid.1","status":"read","timestamp":"1778425320"}""");

        var updated = Assert.IsType<MessageUpdated>(translation.Event);
        Assert.Equal(("wamid.1", "read", "outgoing"), (updated.Message.Id, updated.Message.Status.Value, updated.Message.Direction.Value));
    }

    [Theory]
    [InlineData("\"1778425320\"", "15:02:00.000")]
    [InlineData("1778425320", "15:02:00.000")]
    [InlineData("1778425320.5", "15:02:00.500")]
    [InlineData("\"1778425320250\"", "15:02:00.250")]
    [InlineData("\"0\"", "15:00:00.123")]
    [InlineData("\"-5\"", "15:00:00.123")]
    [InlineData("\"99999999999999999999\"", "15:00:00.123")]
    [InlineData("1e400", "15:00:00.123")]
    [InlineData("null", "15:00:00.123")]
    public void Its_time_is_in_Unix_seconds_else_the_events(string timestamp, string expected)
    {
        var changes = WatsiDeliveries.Translate("message.status", $$"""{"messageId":"m","status":"read","timestamp":{{timestamp}}}""").Changes;

        Assert.Contains($"UpdatedAt={expected}", changes.SelectMany(change => change.Lines()));
    }

    [Fact]
    public void A_recipient_that_is_no_phone_is_told_by_the_id()
    {
        var changes = WatsiDeliveries.Translate("message.status", """{"messageId":"m","status":"read","recipientId":"98765@lid"}""").Changes;

        Assert.Contains(changes.SelectMany(change => change.Lines()), line => line.StartsWith("Recipients[98765@lid]=", StringComparison.Ordinal));
        Assert.DoesNotContain(changes, change => change.Fields.TryGet(MessageFields.PhoneDigits, out _));
    }

    [Fact]
    public void A_report_without_a_status_sets_none()
    {
        var change = Assert.Single(WatsiDeliveries.Translate("message.status", """{"messageId":"m"}""").Changes);

        Assert.Equal(["Direction=outgoing", "UpdatedAt=15:00:00.123"], change.Lines());
    }
}
