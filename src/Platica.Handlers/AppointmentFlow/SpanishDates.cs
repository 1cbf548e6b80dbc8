namespace Platica.Handlers.AppointmentFlow;

/// <summary>Days as people in Mexico say them. Not from a CultureInfo: these apps run without the cultures' data.</summary>
internal static class SpanishDates
{
    private static readonly string[] Weekdays = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"];

    private static readonly string[] Months =
    [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ];

    /// <summary>Such as "jueves 26 de noviembre".</summary>
    public static string Format(DateOnly day) => $"{Weekdays[(int)day.DayOfWeek]} {day.Day} de {Months[day.Month - 1]}";
}
