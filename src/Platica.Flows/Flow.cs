using System.Collections.Frozen;
using Platica.Flows.Binding;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>A registered Flow: what it is called and who answers.</summary>
internal sealed class Flow(
    string name,
    IReadOnlyList<string> ids,
    bool isDefault,
    IReadOnlyDictionary<(FlowAction Action, string? Screen), FlowHandler> handlers)
{
    private readonly FrozenDictionary<(FlowAction Action, string? Screen), FlowHandler> _handlers = handlers.ToFrozenDictionary();

    public string Name { get; } = name;

    public IReadOnlyList<string> Ids { get; } = ids;

    public bool IsDefault { get; } = isDefault;

    public IEnumerable<FlowHandler> Handlers => _handlers.Values;

    /// <summary>The handler of an action on a screen, else the action's handler for any screen.</summary>
    public FlowHandler? FindHandler(FlowAction action, string? screen) =>
        _handlers.GetValueOrDefault((action, NullIfEmpty(screen))) ?? _handlers.GetValueOrDefault((action, null));

    private static string? NullIfEmpty(string? screen) => string.IsNullOrEmpty(screen) ? null : screen;
}
