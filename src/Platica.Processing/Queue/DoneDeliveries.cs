using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>
/// Deliveries that are done, and whose bodies are erased while the queue may still hand them out: of each an empty blob, whose name tells nothing but
/// the day of arrival, kept for as long after that as a queue keeps messages.
/// </summary>
internal sealed class DoneDeliveries(IBlobStore blobs, TimeProvider clock) : IMaintenanceTask
{
    private const string Prefix = "done/";
    private const int MostNames = 1000;
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public string Name => "done-deliveries";

    /// <summary>Notes one that came with its body in a blob.</summary>
    public static Task AddAsync(IBlobStore blobs, Delivery delivery, CancellationToken cancellationToken) =>
        blobs.WriteAsync(NameOf(delivery), ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Whether one is noted.</summary>
    public static async Task<bool> HasAsync(IBlobStore blobs, Delivery delivery, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(NameOf(delivery), cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var kept = Prefix + BodyNames.DayOf(clock.GetUtcNow().AddDays(-BlobArchiveEraser.DaysAfter));
        var forgotten = 0;
        List<string> names;
        do
        {
            names = [.. (await blobs.ListAsync(Prefix, MostNames, cancellationToken).ConfigureAwait(false)).Where(name => string.CompareOrdinal(name, kept) < 0)];
            await Bounded.ForEachAsync(names, AtOnce, name => blobs.DeleteAsync(name, cancellationToken)).ConfigureAwait(false);
            forgotten += names.Count;
        }
        while (names.Count == MostNames && hasTime());

        return new Dictionary<string, long> { ["forgotten"] = forgotten };
    }

    /// <summary>The arrival is in it: the same bytes that came at another time are another delivery.</summary>
    private static string NameOf(Delivery delivery)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{delivery.BodyReference}\0{delivery.ReceivedAt.UtcTicks}");
        return $"{Prefix}{BodyNames.DayOf(delivery.ReceivedAt)}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
