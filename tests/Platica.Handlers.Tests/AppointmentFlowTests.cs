using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.Flows.Testing;
using Platica.Handlers.AppointmentFlow;
using Platica.Testing;

namespace Platica.Handlers.Tests;

public sealed class AppointmentFlowTests : IAsyncDisposable
{
    // Friday 20 November 2026, three in the morning in Mexico City.
    private readonly ManualTimeProvider _clock = new();
    private readonly FlowTester _phone;

    public AppointmentFlowTests() => _phone = FlowTester.For(services => services.AddHandlers().AddSingleton<TimeProvider>(_clock));

    public ValueTask DisposeAsync() => _phone.DisposeAsync();

    [Fact]
    public async Task It_opens_with_the_branches_and_no_days_yet() => AssertAnswered(
        """{"screen":"APPOINTMENT","data":{"branches":[{"id":"centro","title":"Sucursal Centro"},{"id":"norte","title":"Sucursal Norte"}],"dates":[],"is_date_enabled":false}}""",
        await _phone.InitAsync("Cita"));

    [Fact]
    public async Task A_branch_brings_its_next_ten_business_days_from_tomorrow_on()
    {
        var answer = await ChooseBranchAsync("centro");

        Assert.Equal(
            ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"],
            Days(answer));
        Assert.Equal("lunes 23 de noviembre", answer.Data.GetProperty("dates")[0].GetProperty("title").GetString());
        Assert.True(answer.Data.GetProperty("is_date_enabled").GetBoolean());
    }

    [Fact]
    public async Task Tomorrow_is_what_it_is_in_Mexico_City()
    {
        // Monday already in UTC, and in the tables of a server; in Mexico City still Sunday evening.
        _clock.Advance(TimeSpan.FromHours(66));

        Assert.Equal("2026-11-23", Days(await ChooseBranchAsync("centro"))[0]);

        _clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("2026-11-24", Days(await ChooseBranchAsync("centro"))[0]);
    }

    [Fact]
    public async Task The_whole_way_ends_with_the_appointment_in_the_chat()
    {
        await ChooseBranchAsync("norte");
        AssertAnswered(
            """{"screen":"DETAILS","data":{"appointment":"Sucursal Norte, jueves 26 de noviembre"}}""", await ChooseDayAsync("norte", "2026-11-26"));
        AssertAnswered(
            """{"screen":"SUMMARY","data":{"appointment":"Sucursal Norte, jueves 26 de noviembre","details":"Lucía Demo, 55 0000 0001"}}""",
            await _phone.SendAsync("DETAILS", Details("norte", "2026-11-26")));
        AssertAnswered(
            """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"session-1","branch":"norte","date":"2026-11-26","wants_reminder":true}}}}""",
            await _phone.SendAsync("SUMMARY", Details("norte", "2026-11-26")));
    }

    [Fact]
    public async Task A_full_day_is_not_offered_any_more_and_nobody_gets_it()
    {
        await FillAsync("centro", "2026-11-24");

        Assert.DoesNotContain("2026-11-24", Days(await ChooseBranchAsync("centro")));
        Assert.Contains("2026-11-24", Days(await ChooseBranchAsync("norte")));
        var late = await ChooseDayAsync("centro", "2026-11-24");
        Assert.Equal(("APPOINTMENT", "Ese día ya no tiene lugares. Elige otro."), (late.Screen, late.ErrorMessage));
        Assert.DoesNotContain("2026-11-24", Days(late));
        Assert.Empty(late.Violations);
        AssertTaken(await _phone.SendAsync("DETAILS", Details("centro", "2026-11-24")));
        AssertTaken(await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24")));
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-19")]
    [InlineData("2026-11-22")]
    [InlineData("2027-11-24")]
    public async Task A_day_that_was_never_offered_cannot_be_booked(string day)
    {
        await _phone.InitAsync("Cita");

        AssertTaken(await _phone.SendAsync("SUMMARY", Details("centro", day)));
    }

    [Fact]
    public async Task Confirming_twice_takes_one_place()
    {
        await FillAsync("centro", "2026-11-24", places: Agenda.PlacesPerDay - 2);
        await _phone.InitAsync("Cita");

        await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24"));
        var again = await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24"));

        Assert.True(again.IsComplete, again.ToString());
        Assert.Contains("2026-11-24", Days(await ChooseBranchAsync("centro")));
    }

    [Fact]
    public async Task Confirming_again_succeeds_when_one_has_the_last_place_oneself()
    {
        await FillAsync("centro", "2026-11-24", places: Agenda.PlacesPerDay - 1);
        await _phone.InitAsync("Cita");

        await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24"));

        Assert.True((await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24"))).IsComplete);
    }

    [Fact]
    public async Task People_without_a_token_of_their_own_book_each_for_themselves()
    {
        await FillAsync("centro", "2026-11-24", places: Agenda.PlacesPerDay - 2);
        foreach (var phone in new[] { "55 0000 0001", "55 0000 0002" })
        {
            _phone.FlowToken = "unused";
            await _phone.SendAsync("SUMMARY", Details("centro", "2026-11-24", phone));
        }

        Assert.DoesNotContain("2026-11-24", Days(await ChooseBranchAsync("centro")));
    }

    [Fact]
    public async Task A_phone_of_too_few_digits_is_asked_for_again()
    {
        await _phone.InitAsync("Cita");

        AssertAnswered(
            """{"screen":"DETAILS","data":{"error_message":"Escribe tu teléfono a diez dígitos."}}""",
            await _phone.SendAsync("DETAILS", Details("centro", "2026-11-24", "55 12")));
    }

    [Fact]
    public async Task Going_back_from_DETAILS_shows_the_days_of_the_branch_chosen_before()
    {
        await ChooseBranchAsync("centro");
        await ChooseDayAsync("centro", "2026-11-26");

        var answer = await _phone.BackAsync("DETAILS");

        Assert.Equal(("APPOINTMENT", "2026-11-23"), (answer.Screen, Days(answer)[0]));
        Assert.Empty(answer.Violations);
    }

    [Fact]
    public async Task Going_back_in_a_session_that_nobody_remembers_begins_anew()
    {
        _phone.FlowToken = null;
        await _phone.SendAsync("APPOINTMENT", new { trigger = "branch_selected", branch = "centro" });

        Assert.Equal((await _phone.InitAsync("Cita")).Json, (await _phone.BackAsync("DETAILS")).Json);
    }

    [Theory]
    [InlineData("""{"trigger":"branch_selected","branch":"sur"}""")]
    [InlineData("""{"trigger":"appointment_chosen"}""")]
    [InlineData("""{"trigger":"appointment_chosen","branch":"","date":""}""")]
    public async Task A_choice_that_is_none_shows_the_screen_anew(string payload)
    {
        await _phone.InitAsync("Cita");

        var answer = await _phone.SendAsync("APPOINTMENT", JsonElement.Parse(payload));

        Assert.Equal(("APPOINTMENT", FlowOutcome.Answered), (answer.Screen, answer.Outcome));
        Assert.Empty(Days(answer));
    }

    [Theory]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-02-02", false)]
    [InlineData("2026-02-09", true)]
    [InlineData("2026-03-16", false)]
    [InlineData("2026-05-01", false)]
    [InlineData("2026-09-16", false)]
    [InlineData("2026-11-16", false)]
    [InlineData("2026-11-20", true)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-12-25", false)]
    [InlineData("2026-10-01", true)]
    [InlineData("2030-10-01", false)]
    public void The_office_is_closed_on_weekends_and_days_of_rest(string day, bool isOpen) =>
        Assert.Equal(isOpen, BusinessDays.IsOpen(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    private static object Details(string branch, string day, string phone = "55 0000 0001") =>
        new { branch, date = day, name = "Lucía Demo", phone, wants_reminder = true };

    private static IReadOnlyList<string> Days(FlowTestAnswer answer) =>
        [.. answer.Data.GetProperty("dates").EnumerateArray().Select(day => day.GetProperty("id").GetString()!)];

    private static void AssertAnswered(string expected, FlowTestAnswer answer)
    {
        Assert.Equal(expected, answer.Json);
        Assert.Equal(FlowOutcome.Answered, answer.Outcome);
        Assert.Empty(answer.Violations);
    }

    private static void AssertTaken(FlowTestAnswer answer) => Assert.StartsWith("Ese día se acaba de llenar", answer.ErrorMessage, StringComparison.Ordinal);

    private async Task<FlowTestAnswer> ChooseBranchAsync(string branch)
    {
        await _phone.InitAsync("Cita");
        return await _phone.SendAsync("APPOINTMENT", new { trigger = "branch_selected", branch });
    }

    private Task<FlowTestAnswer> ChooseDayAsync(string branch, string date) =>
        _phone.SendAsync("APPOINTMENT", new { trigger = "appointment_chosen", branch, date });

    private async Task FillAsync(string branch, string day, int places = Agenda.PlacesPerDay)
    {
        for (var place = 0; place < places; place++)
        {
            await _phone.InitAsync("Cita");
            Assert.True((await _phone.SendAsync("SUMMARY", Details(branch, day))).IsComplete);
        }
    }
}
