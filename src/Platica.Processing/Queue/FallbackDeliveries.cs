using Platica.Processing.Archive;

namespace Platica.Processing.Queue;

/// <summary>
/// The deliveries in the fallback store: those that wait for the queue, and those put aside because they can never go there. Of each kind the
/// first 5,000: what waits comes by the queue, whatever is looked at here.
/// </summary>
internal sealed class FallbackDeliveries(IBlobStore blobs, DeliveryMessages messages) : IKeptDeliveries
{
    private const int MostNames = 5000;
    private const int PageNames = 50;

    private static readonly string[] Prefixes = [FallbackEntry.Prefix, FallbackEntry.RefusedPrefix, FallbackEntry.UnreadablePrefix];

    /// <inheritdoc/>
    public string Name => "Fallback";

    /// <inheritdoc/>
    public async Task<KeptPage> ReadAsync(string? after, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(Prefixes.Select(prefix => blobs.ListAsync(prefix, MostNames, cancellationToken))).ConfigureAwait(false);
        var names = lists.SelectMany(list => list)
            .Where(name => string.CompareOrdinal(name, after) > 0)
            .Order(StringComparer.Ordinal)
            .Take(PageNames)
            .ToList();
        var deliveries = new List<KeptDelivery>(names.Count);
        foreach (var name in names)
        {
            if (await blobs.ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } content)
            {
                deliveries.Add(await ReadAsync(name, content, cancellationToken).ConfigureAwait(false));
            }
        }

        return new(deliveries, names.Count == PageNames ? names[^1] : null);
    }

    /// <inheritdoc/>
    public Task EraseAsync(string reference, CancellationToken cancellationToken) => blobs.DeleteAsync(reference, cancellationToken);

    private async Task<KeptDelivery> ReadAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var message = FallbackEntry.TryRead(content.Span);
        var read = message is null ? null : await messages.ReadAsync(message, cancellationToken).ConfigureAwait(false);
        return new(name, message?.Body ?? content, read is { Refusal: null } ? read.Delivery : null);
    }
}
