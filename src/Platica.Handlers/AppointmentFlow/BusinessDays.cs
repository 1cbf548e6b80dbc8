namespace Platica.Handlers.AppointmentFlow;

/// <summary>The days on which an office in Mexico City is open.</summary>
internal static class BusinessDays
{
    // From the time zone database, so that a change of the law needs no change here.
    private static readonly TimeZoneInfo MexicoCity = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");

    /// <summary>Today in Mexico City, which in UTC may be yesterday.</summary>
    public static DateOnly Today(TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), MexicoCity).DateTime);

    /// <summary>The business days after a day, without end.</summary>
    public static IEnumerable<DateOnly> After(DateOnly day) =>
        Enumerable.Range(1, DateOnly.MaxValue.DayNumber - day.DayNumber).Select(day.AddDays).Where(IsOpen);

    /// <summary>Monday to Friday, without the days of rest of article 74 of the Ley Federal del Trabajo (those of elections are left out).</summary>
    public static bool IsOpen(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    private static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (5, 1) or (9, 16) or (12, 25) => true,
        (2, <= 7) => day.DayOfWeek == DayOfWeek.Monday,
        (3 or 11, >= 15 and <= 21) => day.DayOfWeek == DayOfWeek.Monday,
        (10, 1) => (day.Year - 2024) % 6 == 0,
        _ => false,
    };
}
