using System.Globalization;

namespace Platica.Handlers.AppointmentFlow;

/// <summary>What APPOINTMENT sends: once when the branch is chosen, for its days, and again with everything.</summary>
/// <param name="Trigger">What the person did, <c>branch_selected</c> or <c>appointment_chosen</c>.</param>
/// <param name="Branch">The branch's id.</param>
/// <param name="Date">The day's id; not there, or empty, before there are days to choose from.</param>
internal sealed record AppointmentForm(string Trigger, string? Branch, string? Date)
{
    /// <summary>The day; null where none is chosen.</summary>
    public DateOnly? Day => DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
