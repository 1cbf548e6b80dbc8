using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Testing;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests.Infrastructure;

/// <summary>Flows composed as a host composes them, on a clock that the test moves.</summary>
internal sealed class FlowHost : IAsyncDisposable
{
    /// <summary>Only ends a test that hangs; no test waits for it.</summary>
    public static readonly TimeSpan SafetyTimeout = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;

    public FlowHost(Action<IServiceCollection> configure, FlowOptions? options = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ILoggerFactory>(Log).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        configure(services);
        _services = services.AddPlaticaFlows(options).BuildServiceProvider(validateScopes: true);
        Responder = _services.GetRequiredService<IFlowResponder>();
    }

    public ManualTimeProvider Clock { get; } = new();

    public RecordingLog Log { get; } = new();

    public IFlowResponder Responder { get; }

    /// <summary>A host with one Flow, "Cotizador".</summary>
    public static FlowHost Of(Action<FlowBuilder> flow, FlowOptions? options = null) =>
        new(services => services.AddFlow("Cotizador", flow), options);

    public Task<FlowReply> StartAsync(FlowExchange exchange) => Responder.AnswerAsync(exchange, Clock.GetTimestamp());

    public Task<FlowReply> AskAsync(FlowExchange exchange) => StartAsync(exchange).WaitAsync(SafetyTimeout);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal static class FlowReplyExtensions
{
    public static string Json(this FlowReply reply) => Encoding.UTF8.GetString(reply.Answer.Span);
}
