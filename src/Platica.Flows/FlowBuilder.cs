using Platica.Flows.Binding;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>
/// Says who answers a Flow. A handler is a lambda or a method that returns <see cref="FlowAnswer"/>, or a task of it. It may take, in
/// any order, the form, <see cref="FlowContext"/>, <see cref="FlowExchange"/>, a <see cref="CancellationToken"/> that is cancelled at the
/// deadline, and any registered service (from a scope of its own). Handlers must be idempotent: phones ask again, and people go back and
/// forth. They run on their Flow's own threads and may block those; what follows an <c>await … ConfigureAwait(false)</c> runs on the
/// thread pool and should not.
/// </summary>
public sealed class FlowBuilder
{
    private readonly string _name;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(FlowAction Action, string? Screen), FlowHandler> _handlers = [];
    private bool _isDefault;

    internal FlowBuilder(string name) => _name = name;

    /// <summary>The Flow's id at Meta. Say it again for every copy of the Flow, such as the one of another phone number.</summary>
    public FlowBuilder WithId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _ids.Add(id);
        return this;
    }

    /// <summary>Answers also the Flows that nobody registered. With a single Flow that is so anyway.</summary>
    public FlowBuilder AsDefault()
    {
        _isDefault = true;
        return this;
    }

    /// <summary>Answers when the person opens the Flow, most often with <see cref="FlowAnswer.Show"/> of the first screen.</summary>
    /// <exception cref="FlowSetupException">The delegate cannot be a handler.</exception>
    public FlowBuilder OnInit(Delegate handler) => On(FlowAction.Init, null, place => HandlerBinder.Bind(place, handler));

    /// <summary>
    /// Answers a screen's form. <typeparamref name="TForm"/> is bound to the payload: <c>selected_product</c>, <c>selectedProduct</c> and
    /// <c>SelectedProduct</c> all fill <c>SelectedProduct</c>; numbers may come as text; a record's parameter that is neither nullable nor
    /// optional must be there. A payload that does not fit is answered with <see cref="FlowOptions.InvalidFormMessage"/>.
    /// </summary>
    /// <inheritdoc cref="OnInit"/>
    public FlowBuilder OnDataExchange<TForm>(string screen, Delegate handler)
        where TForm : notnull =>
        On(FlowAction.DataExchange, Named(screen), place => HandlerBinder.Bind<TForm>(place, handler));

    /// <summary>Answers a screen whose form does not matter, or is read from <see cref="FlowContext.Payload"/>.</summary>
    /// <inheritdoc cref="OnInit"/>
    public FlowBuilder OnDataExchange(string screen, Delegate handler) =>
        On(FlowAction.DataExchange, Named(screen), place => HandlerBinder.Bind(place, handler));

    /// <summary>
    /// Answers when the person goes back from this screen. WhatsApp asks only where the Flow JSON says <c>refresh_on_back</c>.
    /// </summary>
    /// <inheritdoc cref="OnInit"/>
    public FlowBuilder OnBack(string screen, Delegate handler) =>
        On(FlowAction.Back, Named(screen), place => HandlerBinder.Bind(place, handler));

    /// <summary>Answers when the person goes back from any screen without a handler of its own.</summary>
    /// <inheritdoc cref="OnInit"/>
    public FlowBuilder OnBack(Delegate handler) => On(FlowAction.Back, null, place => HandlerBinder.Bind(place, handler));

    internal Flow Build() => _handlers.Count > 0
        ? new(_name, [.. _ids], _isDefault, _handlers)
        : throw new FlowSetupException($"Flow \"{_name}\" has no handler. Give it at least OnInit or OnDataExchange.");

    private static string Named(string screen)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(screen);
        return screen;
    }

    private FlowBuilder On(FlowAction action, string? screen, Func<string, FlowHandler> bind)
    {
        var place = $"Flow \"{_name}\", {action}{(screen is null ? "" : $" on screen \"{screen}\"")}";
        return _handlers.TryAdd((action, screen), bind(place))
            ? this
            : throw new FlowSetupException($"{place}: there are two handlers for it.");
    }
}
