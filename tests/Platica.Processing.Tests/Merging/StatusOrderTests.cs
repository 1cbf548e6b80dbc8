using Platica.Processing.Merging;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Merging;

/// <summary>Reports on one message, merged in every order in which they may come.</summary>
public sealed class StatusOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly StatusReport[] Reports =
    [
        new("m", "sent", Noon, "525500000001"),
        new("m", "sent", Noon.AddSeconds(9), "525500000001"),
        new("m", "delivered", Noon.AddSeconds(3), "525500000001"),
        new("m", "read", Noon.AddSeconds(3), "525500000001"),
        new("m", "read", Noon.AddSeconds(1), "525500000002"),
    ];

    [Fact]
    public void Every_order_gives_the_farthest_status_the_earliest_times_and_the_latest_of_each_recipient()
    {
        foreach (var order in Orders(Reports))
        {
            var state = new EntityState();
            foreach (var change in order.SelectMany(report => report.Changes($"{report.Status}:{report.At:O}:{report.Recipient}")))
            {
                state.Apply(change);
            }

            Assert.Equal("read", state.ValueOf(MessageFields.Status));
            Assert.Equal(
                [
                    """Recipients[525500000001]={"status":"sent","at":"2026-05-10T12:00:09.0000000Z"}""",
                    """Recipients[525500000002]={"status":"read","at":"2026-05-10T12:00:01.0000000Z"}""",
                    "StatusTimes[delivered]=\"2026-05-10T12:00:03.0000000Z\"",
                    "StatusTimes[read]=\"2026-05-10T12:00:01.0000000Z\"",
                    "StatusTimes[sent]=\"2026-05-10T12:00:00.0000000Z\"",
                ],
                state.Values.Where(set => set.Key is not null).Select(set => $"{set.Field}[{set.Key}]={set.Value.Value}").Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<StatusReport[]> Orders(StatusReport[] reports) => reports.Length == 0
        ? [[]]
        : reports.SelectMany(first => Orders([.. reports.Where(report => report != first)]).Select(rest => (StatusReport[])[first, .. rest]));
}
