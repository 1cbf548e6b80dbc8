using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows.Sessions;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Models;

namespace Platica.Flows.Testing;

/// <summary>
/// A phone for a business's own tests: walks its Flows as a person would, through everything that a real exchange goes through, in one
/// process and without a network. It holds one session at a time; not for several threads.
/// <code>
/// await using var phone = FlowTester.For(services => services.AddHandlers());
/// var welcome = await phone.InitAsync("Quote flow");
/// var payment = await phone.SendAsync("WELCOME", new { selected_product = "p2" });
/// Assert.Equal(499, payment.Data.GetProperty("amount_mxn").GetInt32());
/// phone.EnsureAllFit();
/// </code>
/// </summary>
public sealed class FlowTester : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestObserver _observer = new();
    private readonly FlowRouter _router;
    private readonly TimeProvider _clock;
    private readonly TimeProvider _time;
    private readonly List<string> _misfits = [];
    private int _sessions;
    private int _exchanges;

    private FlowTester(ServiceProvider services, FlowOptions options, bool withDeadline)
    {
        _services = services;
        _time = services.GetRequiredService<TimeProvider>();
        _clock = withDeadline ? _time : new EndlessPatience(_time);
        _router = new(
            services.GetServices<Flow>(),
            options with { RepeatWindow = TimeSpan.Zero },
            _clock,
            services.GetRequiredService<IServiceScopeFactory>(),
            _observer,
            services.GetService<IServiceProviderIsService>(),
            services.GetService<IFlowHistory>(),
            _observer);
        Warnings = _observer.Lines;
        Flow = services.GetServices<Flow>().FirstOrDefault()?.Name;
    }

    /// <summary>Whom the handlers see; nobody when null, as in many real deliveries.</summary>
    public Client? Client { get; set; }

    /// <summary>Which conversation the handlers see.</summary>
    public Conversation? Conversation { get; set; }

    /// <summary>The name or id of the Flow that is open; at first the first one that was added.</summary>
    public string? Flow { get; private set; }

    /// <summary>The session's token; every <see cref="InitAsync"/> begins a new one. Set it to null to be a phone that sends none.</summary>
    public string? FlowToken { get; set; } = "session-0";

    /// <summary>
    /// What an app that starts with these Flows warns of: what is odd in a Flow JSON, what its screens ask and no handler answers, and what a
    /// form must have and no payload does.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The services as they were registered, to look at what handlers did.</summary>
    public IServiceProvider Services => _services;

    /// <summary>A phone for these Flows.</summary>
    /// <param name="configure">
    /// Registers the Flows and what they need, and after them what the test puts in place of it: a fixed <see cref="TimeProvider"/>, say.
    /// </param>
    /// <param name="options">The settings; the defaults when left out.</param>
    /// <param name="withDeadline">
    /// Whether <see cref="FlowOptions.DeadlineMilliseconds"/> holds, on the registered <see cref="TimeProvider"/>. Without it handlers may
    /// take as long as they like, so that a test never depends on how busy the machine is.
    /// </param>
    /// <exception cref="FlowSetupException">A Flow was registered wrongly.</exception>
    public static FlowTester For(Action<IServiceCollection> configure, FlowOptions? options = null, bool withDeadline = false)
    {
        ArgumentNullException.ThrowIfNull(configure);
        options ??= new();
        options.Validate();
        var services = new ServiceCollection();
        configure(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return new(services.BuildServiceProvider(validateScopes: true), options, withDeadline);
    }

    /// <summary>Opens a Flow, in a new session.</summary>
    /// <param name="flow">Its name or id; the one that is open when left out.</param>
    public Task<FlowTestAnswer> InitAsync(string? flow = null)
    {
        Flow = flow ?? Flow;
        FlowToken = string.Create(CultureInfo.InvariantCulture, $"session-{++_sessions}");
        return AskAsync(FlowAction.Init, null, null);
    }

    /// <summary>Sends a screen's form.</summary>
    /// <param name="screen">The screen the person is on.</param>
    /// <param name="form">What they filled in, with the names that the Flow JSON gives; anything that System.Text.Json writes as an object.</param>
    public Task<FlowTestAnswer> SendAsync(string screen, object? form = null) => AskAsync(FlowAction.DataExchange, screen, form);

    /// <summary>Goes back from a screen.</summary>
    /// <param name="screen">The screen the person was on; phones do not always tell.</param>
    public Task<FlowTestAnswer> BackAsync(string? screen = null) => AskAsync(FlowAction.Back, screen, null);

    /// <summary>Asks anything, as it stands.</summary>
    public async Task<FlowTestAnswer> AskAsync(FlowExchange exchange)
    {
        _observer.Forget();
        var reply = await _router.AnswerAsync(exchange, _clock.GetTimestamp()).ConfigureAwait(false);
        var answer = _observer.Tell(reply);
        if (answer.Violations.Count > 0 || FlowOutcome.IsFallback(answer.Outcome))
        {
            _misfits.Add($"{exchange.Action} {exchange.Screen}: {answer}");
        }

        return answer;
    }

    /// <summary>
    /// Checks every answer so far in one line: none was the fallback, and each fits the Flow JSON as its handler returned it. What no
    /// exchange of the test asked for is not checked.
    /// </summary>
    /// <exception cref="InvalidOperationException">One does not; the message tells which, and why.</exception>
    public void EnsureAllFit()
    {
        if (_misfits.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, _misfits));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<FlowTestAnswer> AskAsync(FlowAction action, string? screen, object? form) => AskAsync(new FlowExchange
    {
        EventId = string.Create(CultureInfo.InvariantCulture, $"event-{++_exchanges}"),
        Timestamp = _time.GetUtcNow(),
        Workspace = "test",
        Action = action,
        Screen = screen,
        Payload = form is null ? FlowExchange.EmptyObject : JsonSerializer.SerializeToElement(form),
        FlowToken = FlowToken,
        FlowId = Flow,
        FlowName = Flow,
        Client = Client,
        Conversation = Conversation,
    });
}
