using System.Text;
using System.Text.Json;
using Platica.LocalHost.Data;
using Platica.LocalHost.Journaling;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>A journal of a long time ago: it makes a start last long enough to be killed in the middle of it.</summary>
internal static class EarlierJournal
{
    /// <summary>The workspace of what is in it.</summary>
    public const string Workspace = "ws_before";

    private static readonly DateTimeOffset Arrival = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(DataFolder folder, int deliveries)
    {
        folder.Create();
        await using var journal = Journal.Open(folder.JournalFile, TimeProvider.System);
        _ = journal.Replay().Count();
        var written = await Task.WhenAll(Enumerable.Range(0, deliveries).Select(async number =>
        {
            var delivery = Of(number);
            return delivery with { BodyReference = await journal.AppendAsync(delivery, CancellationToken.None) };
        }));
        journal.Settle(written);
    }

    private static Delivery Of(int number) => new()
    {
        Provider = "platica",
        ReceivedAt = Arrival,
        Body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = $"before-{number}",
            @event = "client.updated",
            workspaceId = Workspace,
            timestamp = Arrival.AddSeconds(number).UtcDateTime,
            data = new { client = new { id = $"cli-{number % 500}", name = $"Cliente {number}", notes = new string('x', 400) } },
        }),
    };
}
