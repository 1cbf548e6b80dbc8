using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Archive;

/// <summary>A place beside the tables where whole deliveries are kept: a journal, a fallback store.</summary>
/// <exception cref="StoreUnavailableException">Any call: it does not answer.</exception>
public interface IKeptDeliveries
{
    /// <summary>What the place is called in reports, such as <c>Journal</c>.</summary>
    string Name { get; }

    /// <summary>Some of the deliveries, in an order that stays.</summary>
    /// <param name="after">Where an earlier page ended; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<KeptPage> ReadAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Takes a delivery away for good; one that is not there is as good.</summary>
    Task EraseAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>Some kept deliveries.</summary>
/// <param name="Deliveries">The deliveries; perhaps none.</param>
/// <param name="After">Where the next page begins, or null behind the last one.</param>
public sealed record KeptPage(IReadOnlyList<KeptDelivery> Deliveries, string? After);

/// <summary>A kept delivery.</summary>
/// <param name="Reference">Where it is.</param>
/// <param name="Content">What is kept, raw.</param>
/// <param name="Delivery">The delivery, or null where the content is none.</param>
public sealed record KeptDelivery(string Reference, ReadOnlyMemory<byte> Content, Delivery? Delivery);
