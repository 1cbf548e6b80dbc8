using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;

namespace Platica.Handlers.AppointmentFlow;

/// <summary>
/// The second example: a branch, one of its free days, who comes, and the appointment is booked. The days are worked out here when they are
/// shown, so nobody can choose one that is past, closed or full.
/// </summary>
internal static class AppointmentFlowHandlers
{
    private const string Appointment = "APPOINTMENT";
    private const string Details = "DETAILS";
    private const string Summary = "SUMMARY";
    private const string Taken = "Ese día se acaba de llenar. Regresa y elige otro, por favor.";

    public static IServiceCollection AddAppointmentFlow(this IServiceCollection services) => services
        .AddSingleton<Agenda>()
        .AddFlow("Cita", flow => flow
            .WithFlowJson("Flows/cita.flow.json")
            .OnInit((Agenda agenda) => Choose(agenda, null))
            .OnDataExchange<AppointmentForm>(Appointment, ChooseDay)
            .OnDataExchange<DetailsForm>(Details, Review)
            .OnDataExchange<DetailsForm>(Summary, Book)
            .OnBack(Details, ChooseAgainAsync));

    private static FlowAnswer ChooseDay(AppointmentForm form, Agenda agenda)
    {
        var branch = agenda.Find(form.Branch);
        if (form.Trigger == "branch_selected" || branch is null || form.Day is not { } day)
        {
            return Choose(agenda, branch);
        }

        // Between showing the days and choosing one, others choose too. The list comes anew with the message.
        return agenda.FreeDays(branch).Contains(day)
            ? FlowAnswer.Show(Details, new { appointment = Describe(branch, day) })
            : Choose(agenda, branch, "Ese día ya no tiene lugares. Elige otro.");
    }

    // Who comes back finds the days of the branch they had chosen; going back sends no form, so it is looked up in what they sent before.
    private static async Task<FlowAnswer> ChooseAgainAsync(FlowContext context, Agenda agenda)
    {
        var chosen = (await context.EarlierAsync()).LastOrDefault(step => step.Screen == Appointment);
        return Choose(agenda, agenda.Find(chosen?.Read<AppointmentForm>().Branch));
    }

    private static FlowAnswer Review(DetailsForm form, Agenda agenda)
    {
        if (form.Phone.Count(char.IsAsciiDigit) < 10)
        {
            return FlowAnswer.Error("Escribe tu teléfono a diez dígitos.");
        }

        return agenda.Find(form.Branch) is { } branch && agenda.FreeDays(branch).Contains(form.Date)
            ? FlowAnswer.Show(Summary, new { appointment = Describe(branch, form.Date), details = $"{form.Name}, {form.Phone}" })
            : FlowAnswer.Error(Taken);
    }

    // Phones ask again when an answer is lost on its way: whose it is makes the second booking the first one. Not the token alone, which is
    // "unused" for everybody when whoever sent the Flow gave none.
    private static FlowAnswer Book(DetailsForm form, FlowContext context, Agenda agenda) =>
        agenda.Find(form.Branch) is { } branch && agenda.TryBook($"{context.FlowToken} {form.Phone}", branch, form.Date)
            ? FlowAnswer.Complete(new { branch = branch.Id, date = Id(form.Date), wants_reminder = form.WantsReminder ?? false })
            : FlowAnswer.Error(Taken);

    private static FlowAnswer Choose(Agenda agenda, Branch? branch, string? message = null)
    {
        var days = branch is null ? [] : agenda.FreeDays(branch);
        var data = new Dictionary<string, object>
        {
            ["branches"] = agenda.Branches.Select(shown => new { id = shown.Id, title = shown.Title }),
            ["dates"] = days.Select(day => new { id = Id(day), title = SpanishDates.Format(day) }),
            ["is_date_enabled"] = days.Count > 0,
        };
        if (branch is not null && days.Count == 0)
        {
            message = "Esta sucursal no tiene lugares en los próximos días.";
        }

        if (message is not null)
        {
            data["error_message"] = message;
        }

        return FlowAnswer.Show(Appointment, data);
    }

    private static string Describe(Branch branch, DateOnly day) => $"{branch.Title}, {SpanishDates.Format(day)}";

    private static string Id(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
