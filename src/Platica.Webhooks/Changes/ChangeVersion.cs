namespace Platica.Webhooks.Changes;

/// <summary>
/// When a change was true, so that of two the later wins in whatever order they come: first the snapshot's own time of
/// change, then the envelope's time, then a rank for providers whose clock is too coarse, then the event id.
/// </summary>
/// <param name="UpdatedAt">The snapshot's own time of change, else the envelope's.</param>
/// <param name="Timestamp">The envelope's time.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="Rank">Larger is later where both times are equal; 0 where the provider's times suffice.</param>
public sealed record ChangeVersion(DateTimeOffset UpdatedAt, DateTimeOffset Timestamp, string EventId, int Rank = 0)
    : IComparable<ChangeVersion>
{
    /// <inheritdoc/>
    public int CompareTo(ChangeVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = UpdatedAt.CompareTo(other.UpdatedAt);
        if (order == 0)
        {
            order = Timestamp.CompareTo(other.Timestamp);
        }

        if (order == 0)
        {
            order = Rank.CompareTo(other.Rank);
        }

        return order == 0 ? string.CompareOrdinal(EventId, other.EventId) : order;
    }
}
