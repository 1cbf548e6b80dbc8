using Platica.Flows.Binding;
using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>A business's delegate, ready to be called.</summary>
/// <param name="Place">Which handler it is, for messages.</param>
/// <param name="Take">What of an event it is registered for: the event itself or what it tells <see cref="WebhookEvent.Also"/>; null for neither.</param>
/// <param name="InvokeAsync">Binds its parameters and calls it.</param>
/// <param name="Services">The parameters that come from dependency injection.</param>
internal sealed record BoundEventHandler(
    string Place,
    Func<WebhookEvent, WebhookEvent?> Take,
    Func<EventCall, ValueTask> InvokeAsync,
    IReadOnlyList<HandlerParameter> Services);
