using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Tests.Changes;

public sealed class StatusReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("warming-up", "pending")]
    [InlineData("pending", "sent")]
    [InlineData("sent", "delivered")]
    [InlineData("delivered", "read")]
    [InlineData("read", "played")]
    [InlineData("played", "failed")]
    [InlineData("failed", "deleted")]
    [InlineData("Sent", "DELIVERED")]
    public void The_status_never_goes_back_however_late_the_earlier_one_comes(string earlier, string later)
    {
        var before = StatusOf(new("m", earlier, Noon.AddHours(1)), "evt_2");
        var after = StatusOf(new("m", later, Noon), "evt_1");

        Assert.True(after.Version.CompareTo(before.Version) > 0);
    }

    [Fact]
    public void With_each_recipient_the_later_report_counts_and_in_one_second_the_farther_one()
    {
        var sent = HistoryOf(new("m", "sent", Noon, "525500000001"), "evt_3");
        var read = HistoryOf(new("m", "read", Noon, "525500000001"), "evt_1");
        var later = HistoryOf(new("m", "sent", Noon.AddSeconds(1), "525500000001"), "evt_0");

        Assert.True(read.Version.CompareTo(sent.Version) > 0);
        Assert.True(later.Version.CompareTo(read.Version) > 0);
        Assert.Contains(
            read.Fields,
            set => set.Field == MessageFields.Recipients && set.Key == "525500000001"
                && set.Value.Value is """{"status":"read","at":"2026-05-10T12:00:00.0000000Z"}""");
    }

    [Fact]
    public void Without_a_recipient_only_the_times_are_kept() =>
        Assert.Equal(
            [(MessageFields.StatusTimes, "read")], HistoryOf(new("m", "read", Noon), "evt_1").Fields.Select(set => (set.Field, set.Key!)));

    [Fact]
    public void A_strange_word_stays_one_text_of_JSON()
    {
        var value = (string)HistoryOf(new("m", "a\"b\\", Noon, "r"), "evt_1").Fields.Single(set => set.Field == MessageFields.Recipients).Value.Value!;

        Assert.Equal("a\"b\\", System.Text.Json.JsonElement.Parse(value).GetProperty("status").GetString());
    }

    private static EntityChange StatusOf(StatusReport report, string eventId) =>
        report.Changes(eventId).Single(change => change.Fields.TryGet(MessageFields.Status, out _));

    private static EntityChange HistoryOf(StatusReport report, string eventId) =>
        report.Changes(eventId).Single(change => !change.Fields.TryGet(MessageFields.Status, out _));
}
