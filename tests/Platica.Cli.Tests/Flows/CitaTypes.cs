using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Generated;

/// <summary>What screen APPOINTMENT shows.</summary>
/// <param name="Branches">The key branches.</param>
/// <param name="Dates">The key dates.</param>
/// <param name="IsDateEnabled">The key is_date_enabled.</param>
public sealed record AppointmentData(
    [property: JsonPropertyName("branches")] IReadOnlyList<AppointmentBranchesItem> Branches,
    [property: JsonPropertyName("dates")] IReadOnlyList<AppointmentDatesItem> Dates,
    [property: JsonPropertyName("is_date_enabled")] bool IsDateEnabled);

/// <summary>What an entry of branches holds.</summary>
/// <param name="Id">The key id.</param>
/// <param name="Title">The key title.</param>
public sealed record AppointmentBranchesItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("title")] string Title);

/// <summary>What an entry of dates holds.</summary>
/// <param name="Id">The key id.</param>
/// <param name="Title">The key title.</param>
public sealed record AppointmentDatesItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("title")] string Title);

/// <summary>What screen APPOINTMENT sends.</summary>
/// <param name="Trigger">The key trigger.</param>
/// <param name="Branch">Dropdown “Sucursal”.</param>
/// <param name="Date">Dropdown “Día”.</param>
public sealed record AppointmentForm(
    [property: JsonPropertyName("trigger")] string Trigger,
    [property: JsonPropertyName("branch")] string Branch,
    [property: JsonPropertyName("date")] string? Date);

/// <summary>What screen DETAILS shows.</summary>
/// <param name="Appointment">The key appointment.</param>
public sealed record DetailsData(
    [property: JsonPropertyName("appointment")] string Appointment);

/// <summary>What screen DETAILS sends.</summary>
/// <param name="Branch">Dropdown “Sucursal”.</param>
/// <param name="Date">Dropdown “Día”.</param>
/// <param name="Name">TextInput “Nombre completo”.</param>
/// <param name="Phone">TextInput “Teléfono”.</param>
/// <param name="Notes">TextArea “Comentarios”.</param>
/// <param name="WantsReminder">OptIn “Recuérdame la cita por WhatsApp un día antes”.</param>
public sealed record DetailsForm(
    [property: JsonPropertyName("branch")] string Branch,
    [property: JsonPropertyName("date")] string? Date,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("phone")] string Phone,
    [property: JsonPropertyName("notes")] string? Notes,
    [property: JsonPropertyName("wants_reminder")] bool? WantsReminder);

/// <summary>What screen SUMMARY shows.</summary>
/// <param name="Appointment">The key appointment.</param>
/// <param name="Details">The key details.</param>
public sealed record SummaryData(
    [property: JsonPropertyName("appointment")] string Appointment,
    [property: JsonPropertyName("details")] string Details);

/// <summary>What screen SUMMARY sends.</summary>
/// <param name="Branch">Dropdown “Sucursal”.</param>
/// <param name="Date">Dropdown “Día”.</param>
/// <param name="Name">TextInput “Nombre completo”.</param>
/// <param name="Phone">TextInput “Teléfono”.</param>
/// <param name="Notes">TextArea “Comentarios”.</param>
/// <param name="WantsReminder">OptIn “Recuérdame la cita por WhatsApp un día antes”.</param>
public sealed record SummaryForm(
    [property: JsonPropertyName("branch")] string Branch,
    [property: JsonPropertyName("date")] string? Date,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("phone")] string Phone,
    [property: JsonPropertyName("notes")] string? Notes,
    [property: JsonPropertyName("wants_reminder")] bool? WantsReminder);
