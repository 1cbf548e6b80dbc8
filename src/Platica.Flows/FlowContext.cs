using System.Text.Json;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Models;

namespace Platica.Flows;

/// <summary>All that is known of the exchange a handler answers. Any handler may take it as a parameter.</summary>
/// <param name="exchange">What the phone asks.</param>
/// <param name="services">The exchange's own scope of services.</param>
/// <param name="deadline">Cancelled when the fallback has been sent in the handler's place.</param>
public sealed class FlowContext(FlowExchange exchange, IServiceProvider services, CancellationToken deadline)
{
    /// <summary>What the phone asks.</summary>
    public FlowExchange Exchange { get; } = exchange;

    /// <summary>The person; null where the delivery tells nothing, often so on init.</summary>
    public Client? Client => Exchange.Client;

    /// <summary>The conversation the Flow was sent in; null where the delivery tells nothing.</summary>
    public Conversation? Conversation => Exchange.Conversation;

    /// <summary>Meta's token of this session; missing on some devices.</summary>
    public string? FlowToken => Exchange.FlowToken;

    /// <summary>The screen the person is on; null on init.</summary>
    public string? Screen => Exchange.Screen;

    /// <summary>The form as it came: always a JSON object.</summary>
    public JsonElement Payload => Exchange.Payload;

    /// <summary>The exchange's own scope of services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Cancelled when the fallback has been sent in the handler's place.</summary>
    public CancellationToken Deadline { get; } = deadline;
}
