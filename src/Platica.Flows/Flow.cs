using System.Collections.Frozen;
using Platica.Flows.Binding;
using Platica.Flows.FlowJson;
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
        _handlers.GetValueOrDefault((action, NullIfEmpty(screen))) ?? _handlers.GetValueOrDefault((action, null))
        ?? _handlers.GetValueOrDefault(Any);

    private static string? NullIfEmpty(string? screen) => string.IsNullOrEmpty(screen) ? null : screen;
}
