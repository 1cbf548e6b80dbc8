using System.Text.Json;
using Platica.Flows.Binding;
using Platica.Flows.Sessions;
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

    /// <summary>The Flow's id at Meta.</summary>
    public string? FlowId => Exchange.FlowId;

    /// <summary>The Flow's name at Meta; deliveries may carry only the id.</summary>
    public string? FlowName => Exchange.FlowName;

    /// <summary>What the phone asks for.</summary>
    public FlowAction Action => Exchange.Action;

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

    internal SessionHistory? History { get; init; }

    /// <summary>
    /// The payload bound to a form, as <see cref="FlowBuilder.OnDataExchange{TForm}(string, Delegate)"/> does it. One that does not fit ends
    /// the handler: the person is asked to look at the form again.
    /// </summary>
    public TForm Read<TForm>()
        where TForm : notnull => FormReader<TForm>.Shared.Read(Payload);

    /// <summary>
    /// What the person did earlier in this session, oldest first: what this instance remembers and what is stored. Empty without a token.
    /// What another instance got a moment ago may be missing; a screen that needs something for certain should send it along in its payload.
    /// A store that does not answer fails the handler: the person gets the fallback.
    /// </summary>
    public Task<IReadOnlyList<FlowStep>> EarlierAsync() => History?.BeforeAsync(Exchange, Deadline) ?? Task.FromResult<IReadOnlyList<FlowStep>>([]);
}
