using System.Text;
using Platica.LocalHost.Journaling;
using Platica.Testing;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>Deliveries and journals for tests.</summary>
internal static class Deliveries
{
    private static readonly DateTimeOffset Arrival = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A delivery whose body is this text.</summary>
    public static Delivery Of(string body) => Of(Encoding.UTF8.GetBytes(body));

    /// <summary>A delivery with this body.</summary>
    public static Delivery Of(byte[] body) => new()
    {
        Provider = "platica",
        ReceivedAt = Arrival,
        Body = body,
        Attributes = new Dictionary<string, string> { ["x-platica-event"] = "message.created" },
    };

    /// <summary>The body as text.</summary>
    public static string Text(this Delivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);

    /// <summary>Opens a journal and replays it to the end.</summary>
    public static (Journal Journal, List<Delivery> Replayed) Open(IJournalFile file)
    {
        var journal = Journal.Open(file, new ManualTimeProvider());
        return (journal, journal.Replay().ToList());
    }

    /// <summary>A file that holds these bodies, and where each record begins.</summary>
    public static async Task<(byte[] Content, long[] Offsets)> WriteAsync(params IEnumerable<string> bodies)
    {
        var file = new MemoryJournalFile();
        await using var journal = Open(file).Journal;
        var offsets = new List<long>();
        foreach (var body in bodies)
        {
            var reference = await journal.AppendAsync(Of(body), CancellationToken.None);
            Assert.True(JournalReference.TryParse(reference, out var offset));
            offsets.Add(offset);
        }

        return (file.Content, [.. offsets]);
    }

    /// <summary>The same file with a header that tells of another format.</summary>
    public static byte[] InFormat(byte format, byte[] content)
    {
        byte[] other = [.. content];
        other[8] = format;
        BitConverter.TryWriteBytes(other.AsSpan(16), Crc32C.Compute(other.AsSpan(0, 16)));
        return other;
    }

    /// <summary>The bodies that a file with this content replays, and the report.</summary>
    public static async Task<(string[] Bodies, RecoveryReport Report)> ReplayAsync(MemoryJournalFile file)
    {
        var (journal, replayed) = Open(file);
        await using (journal)
        {
            return ([.. replayed.Select(Text)], journal.Recovery!);
        }
    }

    /// <summary>How many checkpoints a file with this content holds.</summary>
    public static int Checkpoints(byte[] content)
    {
        using var file = new MemoryJournalFile(content);
        var scanner = new JournalScanner(file, JournalHeader.ReadOrCreate(file).Salt, null);
        var count = 0;
        while (scanner.MoveNext())
        {
            count += scanner.Payload[0] == Checkpoint.Kind ? 1 : 0;
        }

        return count;
    }

    /// <summary>Waits until there is a checkpoint, which nobody else waits for.</summary>
    public static async Task CheckpointAsync(MemoryJournalFile file)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Checkpoints(file.Content) == 0)
        {
            await Task.Delay(1, timeout.Token);
        }
    }
}
