using Platica.Flows.Binding;
using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>A business's delegate, ready to be called.</summary>
/// <param name="Place">Which handler it is, for messages.</param>
/// <param name="Takes">Whether it is registered for an event.</param>
/// <param name="InvokeAsync">Binds its parameters and calls it.</param>
/// <param name="Services">The parameters that come from dependency injection.</param>
internal sealed record BoundEventHandler(
    string Place,
    Func<WebhookEvent, bool> Takes,
    Func<EventCall, ValueTask> InvokeAsync,
    IReadOnlyList<HandlerParameter> Services);
