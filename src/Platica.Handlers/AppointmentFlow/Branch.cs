namespace Platica.Handlers.AppointmentFlow;

/// <summary>A place where appointments take place.</summary>
/// <param name="Id">What the form sends back.</param>
/// <param name="Title">What the person reads.</param>
internal sealed record Branch(string Id, string Title);
