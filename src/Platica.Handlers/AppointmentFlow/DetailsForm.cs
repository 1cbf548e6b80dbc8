namespace Platica.Handlers.AppointmentFlow;

/// <summary>What DETAILS sends, and SUMMARY once more: the Flow JSON takes the earlier screens' fields along.</summary>
/// <param name="Branch">The branch's id.</param>
/// <param name="Date">The day.</param>
/// <param name="Name">Who comes.</param>
/// <param name="Phone">As it was typed.</param>
/// <param name="Notes">What else the person says.</param>
/// <param name="WantsReminder">Whether they want to be reminded.</param>
internal sealed record DetailsForm(string Branch, DateOnly Date, string Name, string Phone, string? Notes, bool? WantsReminder);
