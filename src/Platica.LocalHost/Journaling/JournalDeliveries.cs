using System.Globalization;
using Platica.Processing.Archive;

namespace Platica.LocalHost.Journaling;

/// <summary>The journal as a place where deliveries are kept: also those that came twice, of which the tables name only the first.</summary>
internal sealed class JournalDeliveries(Journal journal) : IKeptDeliveries
{
    private const int PageBytes = 4 * 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "Journal";

    /// <inheritdoc/>
    public Task<KeptPage> ReadAsync(string? after, CancellationToken cancellationToken)
    {
        var from = after is null ? JournalHeader.Bytes : long.Parse(after, NumberStyles.None, CultureInfo.InvariantCulture);
        var scanner = journal.ScanFrom(from);
        var texts = new RecurringTexts();
        var deliveries = new List<KeptDelivery>();
        while (scanner.End < from + PageBytes)
        {
            if (!scanner.MoveNext())
            {
                return Task.FromResult(new KeptPage(deliveries, null));
            }

            if (scanner.Payload[0] == DeliverySerializer.Kind)
            {
                deliveries.Add(Read(scanner, texts));
            }
        }

        return Task.FromResult(new KeptPage(deliveries, scanner.End.ToString(CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public Task EraseAsync(string reference, CancellationToken cancellationToken) => ((IArchiveEraser)journal).EraseAsync(reference, cancellationToken);

    private static KeptDelivery Read(JournalScanner scanner, RecurringTexts texts)
    {
        var reference = JournalReference.Of(scanner.Offset);
        try
        {
            var delivery = DeliverySerializer.Read(scanner.Payload, reference, texts);
            return new(reference, delivery.Body, delivery);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Intact, but not understood: the start told of it.
            return new(reference, scanner.Payload.ToArray(), null);
        }
    }
}
