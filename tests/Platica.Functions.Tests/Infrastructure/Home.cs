using Microsoft.Extensions.DependencyInjection;
using Platica.Functions.Triggers;
using Platica.LocalHost.Tables;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Settings;
using Platica.Processing.Tables;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>The Azure home as it is put together for production, but for Azure: broker, blobs and tables are in memory.</summary>
internal sealed class Home : IDisposable
{
    public const string Secret = "a secret of the tests";

    private readonly ServiceProvider _services;

    public Home(Dictionary<string, string>? settings = null)
    {
        settings ??= new() { ["Platica:Secret"] = Secret };
        Broker = new InMemoryBroker(Clock);
        Tables = new(new InMemoryTableStore());
        _services = new ServiceCollection()
            .AddLogging()
            .AddPipeline(PipelineSettings.Read(settings.GetValueOrDefault))
            .AddSingleton<TimeProvider>(Clock)

            // What waits for a store that is down is tested beside the pipeline; here nothing moves the clock.
            .AddSingleton(new ProcessingOptions { StoreBudget = TimeSpan.Zero })
            .AddSingleton<IMessageSender>(Broker)
            .AddSingleton<IBlobStore>(Blobs)
            .AddSingleton<ITableStore>(Tables)
            .AddSingleton<ReceiveWebhookFunction>()
            .AddSingleton<ProcessEventsFunction>()
            .AddSingleton<RecordDeadLettersFunction>()
            .AddSingleton<DrainFallbackFunction>()
            .AddSingleton<HealthFunction>()
            .AddSingleton<ReadFunction>()
            .AddSingleton<OperateFunction>()
            .BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryBroker Broker { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    public SwitchedTableStore Tables { get; }

    /// <summary>A function, or anything else that is registered.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();
}
