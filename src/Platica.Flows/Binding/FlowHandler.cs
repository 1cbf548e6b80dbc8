namespace Platica.Flows.Binding;

/// <summary>A business's delegate, ready to be called.</summary>
/// <param name="Place">Which handler it is, for messages: the Flow, the action and the screen.</param>
/// <param name="InvokeAsync">Binds its parameters and calls it.</param>
/// <param name="Services">The parameters that come from dependency injection.</param>
internal sealed record FlowHandler(
    string Place,
    Func<FlowContext, ValueTask<FlowAnswer?>> InvokeAsync,
    IReadOnlyList<HandlerParameter> Services)
{
    /// <summary>What its form must have and none of the fields it is given fills; nothing for a handler without a form.</summary>
    public Func<IEnumerable<string>, IEnumerable<string>> MissingAmong { get; init; } = _ => [];
}
