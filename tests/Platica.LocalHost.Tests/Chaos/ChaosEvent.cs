using System.Globalization;
using System.Text.Json;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>An event of a sender, who tells of one client and one conversation.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Body">The raw body.</param>
/// <param name="IsForwarded">Whether the example handler forwards it: what a customer wrote.</param>
internal sealed record ChaosEvent(string Id, byte[] Body, bool IsForwarded)
{
    /// <summary>The workspace of all senders.</summary>
    public const string Workspace = "ws_chaos";

    private const int FewestLargeBytes = 60_000;
    private const int MostLargeBytes = 500_000;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The next event of a sender.</summary>
    /// <param name="sender">Tells the senders apart.</param>
    /// <param name="number">Tells the sender's events apart.</param>
    /// <param name="isLarge">Whether it takes the journal long to write.</param>
    /// <param name="random">Decides what it tells.</param>
    public static ChaosEvent Of(int sender, int number, bool isLarge, Random random)
    {
        var id = $"evt-{sender}-{number}";
        var time = Start.AddSeconds(number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var about = $"msg-{sender}-{random.Next(Math.Max(1, number - 20), number + 1)}";
        var conversation = new { id = $"conv-{sender}", platform = "whatsapp", status = random.Next(2) == 0 ? "active" : "pending", lastUpdate = time };
        var client = new { id = $"cli-{sender}", name = $"Cliente {random.Next(100)}", phoneNumber = $"+52155000{sender:D5}", lastUpdate = time };
        var isIncoming = random.Next(2) == 0;
        var text = isLarge ? new string((char)('a' + random.Next(26)), random.Next(FewestLargeBytes, MostLargeBytes)) : $"Hola {number}";
        (string Name, object Data) told = (isLarge ? 0 : random.Next(5)) switch
        {
            0 or 1 => ("message.created", new
            {
                message = new
                {
                    id = $"msg-{sender}-{number}",
                    content = isLarge ? "Hola" : text,
                    note = isLarge ? text : null,
                    direction = isIncoming && !isLarge ? "incoming" : "outgoing",
                    creationDate = time,
                    lastUpdate = time,
                },
                conversation,
                client,
            }),
            2 => ("message.updated", new { message = new { id = about, status = "read", lastUpdate = time }, conversation }),
            3 => ("conversation.status.updated", new { conversation }),
            _ => ("client.updated", new { client }),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new { id, @event = told.Name, workspaceId = Workspace, timestamp = time, data = told.Data });
        return new(id, body, told.Name == "message.created" && isIncoming && !isLarge);
    }
}
