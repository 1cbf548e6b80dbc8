using Platica.Flows.Binding;
using Platica.Flows.FlowJson;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>
/// Says who answers a Flow. A handler is a lambda or a method that returns <see cref="FlowAnswer"/>, or a task of it. It may take, in
/// any order, the form, <see cref="FlowContext"/>, <see cref="FlowExchange"/>, a <see cref="CancellationToken"/> that is cancelled at the
/// deadline, and any registered service (from a scope of its own). Instead of a lambda a handler may be a class: its constructor takes
/// services, and its one public method <c>Handle</c> or <c>HandleAsync</c> is such a method.
/// Handlers must be idempotent: phones ask again, and people go back and forth. They run on their Flow's own threads and may block those;
/// what follows an <c>await … ConfigureAwait(false)</c> runs on the thread pool and should not.
/// </summary>
public sealed class FlowBuilder
{
    private readonly string _name;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(FlowAction Action, string? Screen), FlowHandler> _handlers = [];
    private readonly HashSet<Type> _classes = [];
    private FlowDocument? _document;
    private bool _isDefault;

    internal FlowBuilder(string name) => _name = name;

    /// <summary>The handlers that are classes.</summary>
    internal IEnumerable<Type> Classes => _classes;

    /// <summary>The Flow's id at Meta. Say it again for every copy of the Flow, such as the one of another phone number.</summary>
    public FlowBuilder WithId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _ids.Add(id);
        return this;
    }

    /// <summary>
    /// The Flow's JSON, as WhatsApp Manager exports it. From now on every answer is held against it before it is sent: what a screen does
    /// not declare is dropped, and an answer that WhatsApp would refuse becomes the fallback; the log says why.
    /// </summary>
    /// <param name="path">The file, relative to the folder of the app; the project must copy it there.</param>
    /// <exception cref="FlowSetupException">It cannot be read, or Meta would refuse it.</exception>
    public FlowBuilder WithFlowJson(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _document = _document is null
            ? FlowJsonFile.Load(_name, path)
            : throw new FlowSetupException($"Flow \"{_name}\" has two Flow JSON files.");
        return this;
    }

    internal FlowBuilder WithFlowJson(FlowDocument document)
    {
        _document = document;
        return this;
    }

    /// <summary>Answers also the Flows that nobody registered. With a single Flow that is so anyway.</summary>
    public FlowBuilder AsDefault()
    {
        _isDefault = true;
        return this;
    }

    /// <summary>Answers when the person opens the Flow, most often with <see cref="FlowAnswer.Show"/> of the first screen.</summary>
    /// <exception cref="FlowSetupException">The delegate or the class cannot be a handler.</exception>
    public FlowBuilder OnInit(Delegate handler) => On(FlowAction.Init, null, place => HandlerBinder.Bind(place, handler));

    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnInit<THandler>()
        where THandler : class => On<THandler>(FlowAction.Init, null, HandlerBinder.BindClass<THandler>);

    /// <summary>
    /// Answers a screen's form. <typeparamref name="TForm"/> is bound to the payload: <c>selected_product</c>, <c>selectedProduct</c> and
    /// <c>SelectedProduct</c> all fill <c>SelectedProduct</c>; numbers may come as text, values of an enum come by name (<c>bank_transfer</c>
    /// is <c>BankTransfer</c>); a number, a date or the like that may be null is null when it comes as <c>""</c>; a record's parameter that is
    /// neither nullable nor optional must be there. A payload that does not fit is answered with <see cref="FlowOptions.InvalidFormMessage"/>.
    /// </summary>
    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnDataExchange<TForm>(string screen, Delegate handler)
        where TForm : notnull =>
        On(FlowAction.DataExchange, Named(screen), place => HandlerBinder.Bind<TForm>(place, handler));

    /// <inheritdoc cref="OnDataExchange{TForm}(string, Delegate)"/>
    public FlowBuilder OnDataExchange<TForm, THandler>(string screen)
        where TForm : notnull
        where THandler : class =>
        On<THandler>(FlowAction.DataExchange, Named(screen), HandlerBinder.BindClass<TForm, THandler>);

    /// <summary>Answers a screen whose form does not matter, or is read from <see cref="FlowContext.Payload"/>.</summary>
    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnDataExchange(string screen, Delegate handler) =>
        On(FlowAction.DataExchange, Named(screen), place => HandlerBinder.Bind(place, handler));

    /// <inheritdoc cref="OnDataExchange(string, Delegate)"/>
    public FlowBuilder OnDataExchange<THandler>(string screen)
        where THandler : class => On<THandler>(FlowAction.DataExchange, Named(screen), HandlerBinder.BindClass<THandler>);

    /// <summary>
    /// Answers when the person goes back from this screen. WhatsApp asks only where the Flow JSON says <c>refresh_on_back</c>.
    /// </summary>
    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnBack(string screen, Delegate handler) =>
        On(FlowAction.Back, Named(screen), place => HandlerBinder.Bind(place, handler));

    /// <inheritdoc cref="OnBack(string, Delegate)"/>
    public FlowBuilder OnBack<THandler>(string screen)
        where THandler : class => On<THandler>(FlowAction.Back, Named(screen), HandlerBinder.BindClass<THandler>);

    /// <summary>Answers when the person goes back from any screen without a handler of its own, or nobody knows from which.</summary>
    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnBack(Delegate handler) => On(FlowAction.Back, null, place => HandlerBinder.Bind(place, handler));

    /// <inheritdoc cref="OnBack(Delegate)"/>
    public FlowBuilder OnBack<THandler>()
        where THandler : class => On<THandler>(FlowAction.Back, null, HandlerBinder.BindClass<THandler>);

    /// <summary>
    /// Answers whatever no other handler answers: a whole Flow in one class, say, that looks at <see cref="FlowContext.Action"/> and
    /// <see cref="FlowContext.Screen"/> and takes the form with <see cref="FlowContext.Read"/>.
    /// </summary>
    /// <inheritdoc cref="OnInit(Delegate)"/>
    public FlowBuilder OnAny(Delegate handler) => On(Flow.Any.Action, Flow.Any.Screen, place => HandlerBinder.Bind(place, handler));

    /// <inheritdoc cref="OnAny(Delegate)"/>
    public FlowBuilder OnAny<THandler>()
        where THandler : class => On<THandler>(Flow.Any.Action, Flow.Any.Screen, HandlerBinder.BindClass<THandler>);

    internal Flow Build()
    {
        if (_handlers.Count == 0)
        {
            throw new FlowSetupException($"Flow \"{_name}\" has no handler. Give it at least OnInit or OnDataExchange.");
        }

        foreach (var ((_, screen), handler) in _handlers)
        {
            FlowJsonFile.RequireScreen(_document, screen, handler);
        }

        return new(_name, [.. _ids], _isDefault, _document, _handlers);
    }

    private static string Named(string screen)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(screen);
        return screen;
    }

    private FlowBuilder On<THandler>(FlowAction action, string? screen, Func<string, FlowHandler> bind)
    {
        _classes.Add(typeof(THandler));
        return On(action, screen, bind);
    }

    private FlowBuilder On(FlowAction action, string? screen, Func<string, FlowHandler> bind)
    {
        var what = (action, screen) == Flow.Any ? "anything" : $"{action}{(screen is null ? "" : $" on screen \"{screen}\"")}";
        var place = $"Flow \"{_name}\", {what}";
        return _handlers.TryAdd((action, screen), bind(place))
            ? this
            : throw new FlowSetupException($"{place}: there are two handlers for it.");
    }
}
