using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>What one call of an event handler binds its parameters to.</summary>
/// <param name="Event">The event.</param>
/// <param name="Services">The call's own scope of services.</param>
/// <param name="Timeout">Cancelled when the call has taken too long, or the host stops.</param>
internal sealed record EventCall(WebhookEvent Event, IServiceProvider Services, CancellationToken Timeout);
