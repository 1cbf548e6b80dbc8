namespace Platica.Handlers.AppointmentFlow;

/// <summary>
/// Which days have places, and who has one. It lives in memory so that the example needs nothing; a real one asks the calendar of the
/// business, and keeps the promise of <see cref="TryBook"/> with a key that is unique there.
/// </summary>
internal sealed class Agenda(TimeProvider time)
{
    /// <summary>How many appointments a branch takes a day.</summary>
    public const int PlacesPerDay = 8;

    private const int DaysShown = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Branch, DateOnly Day)> _bookings = new(StringComparer.Ordinal);

    /// <summary>The branches, in the order in which they are shown.</summary>
    public IReadOnlyList<Branch> Branches { get; } = [new("centro", "Sucursal Centro"), new("norte", "Sucursal Norte")];

    /// <summary>The branch, or null when there is none of this id.</summary>
    public Branch? Find(string? id) => Branches.FirstOrDefault(branch => branch.Id == id);

    /// <summary>The days with a place left, of the next ten on which the branch is open. Today is too late.</summary>
    public IReadOnlyList<DateOnly> FreeDays(Branch branch)
    {
        lock (_lock)
        {
            return [.. DaysAhead().Where(day => HasPlace(branch.Id, day))];
        }
    }

    /// <summary>
    /// Takes a place. A session has one place at most: asking for the same again changes nothing, asking for another moves it. So a phone
    /// that asks twice books once.
    /// </summary>
    /// <returns>False where the day is past, closed or full.</returns>
    public bool TryBook(string session, Branch branch, DateOnly day)
    {
        lock (_lock)
        {
            if (_bookings.GetValueOrDefault(session) == (branch.Id, day))
            {
                return true;
            }

            if (!DaysAhead().Contains(day) || !HasPlace(branch.Id, day))
            {
                return false;
            }

            _bookings[session] = (branch.Id, day);
            return true;
        }
    }

    private IEnumerable<DateOnly> DaysAhead() => BusinessDays.After(BusinessDays.Today(time)).Take(DaysShown);

    private bool HasPlace(string branch, DateOnly day) => _bookings.Values.Count(booking => booking == (branch, day)) < PlacesPerDay;
}
