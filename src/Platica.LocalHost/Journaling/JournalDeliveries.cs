using System.Globalization;
using Platica.Processing.Archive;

namespace Platica.LocalHost.Journaling;

/// <summary>The journal as a place where deliveries are kept: also those that came twice, of which the tables name only the first.</summary>
internal sealed class JournalDeliveries(Journal journal) : IKeptDeliveries
{
    private const int PageDeliveries = 100;

    /// <inheritdoc/>
    public string Name => "Journal";

    /// <inheritdoc/>
    public Task<KeptPage> ReadAsync(string? after, CancellationToken cancellationToken)
    {
        var from = after is null ? JournalHeader.Bytes : long.Parse(after, NumberStyles.None, CultureInfo.InvariantCulture);
        var (deliveries, next) = journal.ReadFrom(from, PageDeliveries);
        return Task.FromResult(new KeptPage(
            [.. deliveries.Select(delivery => new KeptDelivery(delivery.BodyReference!, delivery.Body, delivery))],
            next?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public Task EraseAsync(string reference, CancellationToken cancellationToken) => ((IArchiveEraser)journal).EraseAsync(reference, cancellationToken);
}
