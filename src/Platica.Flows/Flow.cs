using System.Collections.Frozen;
using Platica.Flows.Binding;
using Platica.Flows.FlowJson;
using Platica.Flows.FlowJson.Model;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>A registered Flow: what it is called and who answers.</summary>
internal sealed class Flow(
    string name,
    IReadOnlyList<string> ids,
    bool isDefault,
    FlowDocument? document,
    IReadOnlyDictionary<(FlowAction Action, string? Screen), FlowHandler> handlers)
{
    /// <summary>Where the handler of anything else is found: nothing more special can be said of an unknown action.</summary>
    public static readonly (FlowAction Action, string? Screen) Any = (FlowAction.Unknown, null);

    private readonly FrozenDictionary<(FlowAction Action, string? Screen), FlowHandler> _handlers = handlers.ToFrozenDictionary();

    public string Name { get; } = name;

    public IReadOnlyList<string> Ids { get; } = ids;

    public bool IsDefault { get; } = isDefault;

    /// <summary>Its Flow JSON; null where nobody named one.</summary>
    public FlowDocument? Document { get; } = document;

    public IEnumerable<FlowHandler> Handlers => _handlers.Values;

    /// <summary>The handler of an action on a screen, else the action's handler for any screen, else the one for anything.</summary>
    public FlowHandler? FindHandler(FlowAction action, string? screen) =>
        _handlers.GetValueOrDefault((action, screen)) ?? _handlers.GetValueOrDefault((action, null))
        ?? _handlers.GetValueOrDefault(Any);

    /// <summary>What its Flow JSON lets a phone ask and no handler answers. Opening is not among it: a Flow can be sent opened.</summary>
    public IEnumerable<(FlowAction Action, string Screen)> Unanswered() =>
        (Document?.Model?.Screens ?? []).SelectMany(AskedOn).Where(asked => FindHandler(asked.Action, asked.Screen) is null);

    /// <summary>
    /// The fields that a handler's form must have and its screen never sends: not one payload will fit. A payload that the server sends along
    /// with its data may have them all the same.
    /// </summary>
    public IEnumerable<(FlowHandler Handler, string Field)> Unsent() =>
        from pair in _handlers
        where pair.Key.Action == FlowAction.DataExchange
        let exchanges = Document?.Model?.Find(pair.Key.Screen)?.DataExchanges.ToList()
        where exchanges is { Count: > 0 }
        from field in pair.Value.MissingAmong(exchanges.SelectMany(action => action.Payload).Select(sent => sent.Name))
        select (pair.Value, field);

    private static IEnumerable<(FlowAction Action, string Screen)> AskedOn(FlowScreen screen)
    {
        if (screen.DataExchanges.Any())
        {
            yield return (FlowAction.DataExchange, screen.Id);
        }

        if (screen.RefreshesOnBack)
        {
            yield return (FlowAction.Back, screen.Id);
        }
    }
}
