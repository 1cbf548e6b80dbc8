using System.Text.Json;
using Platica.Flows.Binding;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>Something that a person did earlier in the same session.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Action">What the phone asked for.</param>
/// <param name="Screen">The screen the person was on; null where the delivery named none.</param>
/// <param name="Payload">The form as it came: always a JSON object. One of over 32 Ki characters may be <c>{"truncated":true,…}</c>.</param>
/// <param name="At">When, in UTC.</param>
public sealed record FlowStep(string EventId, FlowAction Action, string? Screen, JsonElement Payload, DateTimeOffset At)
{
    /// <summary>
    /// The payload bound to a form, as <see cref="FlowBuilder.OnDataExchange{TForm}(string, Delegate)"/> does it. One that does not fit ends
    /// the handler that reads it as its own form would: the person is asked to look at it again.
    /// </summary>
    public TForm Read<TForm>()
        where TForm : notnull => FormReader<TForm>.Shared.Read(Payload);
}
