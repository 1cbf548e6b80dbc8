using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>Which events, dead letters and referrals each parameter lets through.</summary>
public sealed class ArchiveListTests
{
    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData("", "event_5 event_4 event_3 event_2 event_1 event_0")]
    [InlineData("day=2026-11-21", "event_3 event_2")]
    [InlineData("day=2026-11-19", "")]
    [InlineData("event=b", "event_5 event_3 event_1")]
    [InlineData("event=B&limit=1", "event_5 event_3 event_1")]
    [InlineData("event=c", "")]
    [InlineData("event=a&day=2026-11-21", "event_2")]
    [InlineData("event=a&day=2026-11-21&limit=1", "event_2")]
    public async Task Events_are_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 6).Select(number =>
            Posted.Event(number % 2 == 0 ? "a" : "b", $"event_{number}", at: Posted.Arrival.AddHours(12 * number)))]);

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/events", query));
    }

    [Theory]
    [InlineData("", "event_3 event_2 event_1 event_0")]
    [InlineData("day=2026-11-20", "event_1 event_0")]
    [InlineData("day=2026-11-22", "")]
    [InlineData("event=client.updated", "event_2 event_1")]
    [InlineData("event=Client.Updated&limit=1", "event_2 event_1")]
    [InlineData("reason=refused-by-store", "event_2 event_0")]
    [InlineData("reason=REFUSED-by-store&limit=1", "event_2 event_0")]
    [InlineData("reason=handler-failed&event=client.updated&day=2026-11-20", "event_1")]
    [InlineData("workspace=platica.ws_2", "event_3")]
    [InlineData("workspace=platica.ws_2&reason=refused-by-store", "")]
    [InlineData("reason=none", "")]
    [InlineData("since=2026-11-20T10:00:00Z", "event_3 event_2 event_1")]
    [InlineData("since=2026-11-20T10:00:00.0000001Z&limit=1", "event_3 event_2")]
    [InlineData("before=2026-11-20T10:00:00Z", "event_0")]
    [InlineData("before=2026-11-21&limit=1", "event_1 event_0")]
    [InlineData("since=2026-11-20T10:00:00Z&before=2026-11-21T06:00:00Z", "event_2 event_1")]
    [InlineData("since=2026-11-20T10:00:00Z&day=2026-11-20", "event_1")]
    [InlineData("before=9999-12-31T23:59:59.9999999Z", "event_3 event_2 event_1 event_0")]
    [InlineData("older-than=1h", "")]
    [InlineData("state=open", "event_3 event_2 event_1 event_0")]
    [InlineData("state=all&limit=1", "event_3 event_2 event_1 event_0")]
    [InlineData("state=replayed", "")]
    public async Task Dead_letters_are_narrowed_by(string query, string ids)
    {
        await _pipeline.PutAsideAsync(Posted.Event("message.created", "event_0"), "refused-by-store");
        await _pipeline.PutAsideAsync(Posted.Event("client.updated", "event_1") with { ReceivedAt = Posted.Arrival.AddHours(1) }, "handler-failed");
        await _pipeline.PutAsideAsync(Posted.Event("client.updated", "event_2") with { ReceivedAt = Posted.Arrival.AddHours(20) }, "refused-by-store");
        await _pipeline.PutAsideAsync(Posted.Event("x", "event_3", workspace: "ws_2") with { ReceivedAt = Posted.Arrival.AddHours(21) }, "handler-failed");

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/dead-letters", query));
    }

    [Theory]
    [InlineData("", "event_4 event_3 event_2 event_1 event_0")]
    [InlineData("ad=ad_0", "event_4 event_2 event_0")]
    [InlineData("ad=ad_0&limit=1", "event_4 event_2 event_0")]
    [InlineData("ad=AD_0", "")]
    [InlineData("since=2026-11-20T12:00:00Z", "event_4 event_3")]
    [InlineData("since=2026-11-20T12:00:00Z&limit=1", "event_4 event_3")]
    [InlineData("since=2026-11-20T12:00:00.0000001Z", "event_4")]
    [InlineData("ad=ad_0&since=2026-11-20T11:00:00Z", "event_4 event_2")]
    [InlineData("since=2026-11-21", "")]
    public async Task Referrals_are_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 5).Select(number =>
            Posted.Event("referral.received", $"event_{number}", new { ad_id = $"ad_{number % 2}" }, Posted.Arrival.AddHours(number)))]);

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync("/api/referrals", query));
    }

    [Fact]
    public async Task A_referral_without_an_ad_is_listed_by_workspace_alone()
    {
        await _pipeline.ProcessAsync(Posted.Event("referral.received", "event_1", new { conversation = new { id = "conv_1" }, text = "Quiero info" }));

        var referral = Assert.Single(await _pipeline.GetItemsAsync("/api/referrals"));

        Assert.Equal(("Quiero info", "conv_1"), (referral.Text("text"), referral.Text("conversationId")));
    }

    /// <summary>A page goes through a month of days at most; the next one goes on.</summary>
    [Fact]
    public async Task An_event_of_long_ago_is_found_though_no_day_in_between_has_one()
    {
        Delivery[] rare = [Posted.Event("rare", "event_old", at: Posted.Arrival.AddDays(-100)), Posted.Event("rare", "event_new", at: Posted.Arrival)];
        await _pipeline.ProcessAsync([.. rare, .. Enumerable.Range(1, 99).Select(day => Posted.Event("x", $"event_{day}", at: Posted.Arrival.AddDays(-day)))]);

        var pages = await _pipeline.GetPagesAsync("/api/events", "event=rare");

        Assert.Equal(["event_new", "event_old"], pages.SelectMany(Pipeline.ItemsOf).Select(item => item.Text("id")));
        Assert.InRange(pages.Count, 2, 5);
    }

    private static string[] Words(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
