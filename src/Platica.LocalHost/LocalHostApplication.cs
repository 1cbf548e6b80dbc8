using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Platica.Flows;
using Platica.Handlers;
using Platica.LocalHost.Data;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Terminal;
using Platica.LocalHost.Web;
using Platica.Processing;
using Platica.Processing.Archive;
using Platica.Processing.Channels;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Operations;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Startup;
using Platica.Processing.Tables;

namespace Platica.LocalHost;

/// <summary>
/// The whole pipeline on one machine: two web servers, the journal as queue and archive, tables in memory that are rebuilt from it.
/// </summary>
internal sealed class LocalHostApplication : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WebApplication _receiver;
    private readonly WebApplication _admin;
    private readonly Task _pump;
    private readonly Task _warmUp;
    private readonly Task _maintenance;
    private readonly CancellationTokenSource _stop = new();

    private LocalHostApplication(ServiceProvider services, WebApplication receiver, WebApplication admin, RecoveryReport recovery)
    {
        (_services, _receiver, _admin, Recovery) = (services, receiver, admin, recovery);
        _pump = services.GetRequiredService<DeliveryPump>().RunAsync();
        _warmUp = Task.Run(() => WarmUpAsync(services.GetRequiredService<WarmUp>(), AddressOf(receiver)));
        _maintenance = Task.Run(() => services.GetRequiredService<MaintenanceTimer>().RunAsync(_stop.Token));
    }

    /// <summary>The addresses in use.</summary>
    public LocalEndpoints Endpoints => new(AddressOf(_receiver), AddressOf(_admin));

    /// <summary>The route names of the providers that are on, in the order in which they are listed.</summary>
    public IEnumerable<string> Providers => _services.GetRequiredService<ProviderCatalog>().Enabled.Select(provider => provider.Name);

    /// <summary>What the journal held.</summary>
    public RecoveryReport Recovery { get; }

    /// <summary>Opens the journal, rebuilds the tables, then listens.</summary>
    /// <param name="options">What to start with; its secret is already resolved.</param>
    /// <param name="output">Where the delivery lines go.</param>
    /// <param name="configure">Replaces services, for tests.</param>
    /// <exception cref="StartupException">It cannot start; the message says what to do.</exception>
    public static async Task<LocalHostApplication> StartAsync(LocalHostOptions options, TextWriter output, Action<IServiceCollection>? configure = null)
    {
        var services = BuildServices(options, output, configure);
        try
        {
            var journal = services.GetRequiredService<Journal>();
            var progress = new ReplayLine(output, services.GetRequiredService<TimeProvider>());
            await services.GetRequiredService<DeliveryPump>().ReplayAsync(progress);
            var admin = await ListenAsync("--admin-urls", options.AdminUrl, services.GetRequiredService<AdminEndpoint>().HandleAsync, services);
            try
            {
                var receiver = await ListenAsync("--urls", options.ReceiverUrl, services.GetRequiredService<WebhookEndpoint>().HandleAsync, services);
                return new LocalHostApplication(services, receiver, admin, journal.Recovery!);
            }
            catch
            {
                await admin.DisposeAsync();
                throw;
            }
        }
        catch (JournalUnusableException problem)
        {
            await services.DisposeAsync();
            throw new StartupException(problem.Message, problem);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process is asked to end: Ctrl+C, SIGTERM.</summary>
    public Task WaitForStopAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Lifetime.ApplicationStopping.Register(stop.SetResult);
        return stop.Task;
    }

    /// <summary>Stops taking deliveries, processes what was accepted as far as that takes seconds, closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiver.StopAsync();
        await _services.GetRequiredService<WebhookReceiver>().DrainAsync(CancellationToken.None);
        _services.GetRequiredService<JournalQueue>().Complete();
        _services.GetRequiredService<DeliveryPump>().StopSoon();
        await _pump;
        await _warmUp;
        await _maintenance;
        await _admin.StopAsync();
        await _receiver.DisposeAsync();
        await _admin.DisposeAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private static ServiceProvider BuildServices(LocalHostOptions options, TextWriter output, Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddConsole(console => console.FormatterName = PlainLogFormatter.FormatterName)
            .AddConsoleFormatter<PlainLogFormatter, ConsoleFormatterOptions>()
            .SetMinimumLevel(LogLevel.Warning)

            // It logs a failed start with its stack trace; a StartupException tells the same in one line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)

            // Every call, and every channel that stops working, has its line on the terminal already.
            .AddFilter(typeof(ReceiverTelemetry).FullName, LogLevel.None)
            .AddFilter(typeof(ChannelTelemetry).FullName, LogLevel.None));
        services.AddProcessing(options.Receiver, new ProcessingOptions());
        services.AddSingleton(options.Retention);
        services.AddPlaticaFlows(options.Flows);
        services.AddHandlers();
        services.AddProviders(options.Pipeline with { Platica = options.Platica });
        services.AddSingleton(provider => Journal.Open(options.Data.JournalFile, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IBodyStore>(provider => provider.GetRequiredService<Journal>());
        services.AddSingleton<IArchiveEraser>(provider => provider.GetRequiredService<Journal>());
        services.AddSingleton<JournalKeeper>();
        services.AddSingleton<IArchiveKeeper>(provider => provider.GetRequiredService<JournalKeeper>());
        services.AddSingleton<IKeptDeliveries, JournalDeliveries>();
        services.AddSingleton(new ErasureOptions { Key = options.Pipeline.Erasure.Key ?? KeyFile.ReadOrCreate(options.Data.ErasureKeyFile, "erasure key").Key });
        services.AddSingleton<JournalQueue>();
        services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<JournalQueue>());
        services.AddSingleton<InMemoryTableStore>();
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<InMemoryTableStore>());
        services.AddSingleton<JournaledTableStore>();
        services.AddSingleton(provider => new OperationTables(provider.GetRequiredService<JournaledTableStore>()));
        services.AddSingleton<ResentDeliveries>();
        services.AddSingleton<IReplayQueue>(provider => provider.GetRequiredService<ResentDeliveries>());
        services.AddSingleton<DeadLetterKeeper>();
        services.AddSingleton<TableRebuilder>();
        services.AddSingleton<DeliveryPump>();
        services.AddSingleton<MaintenanceTimer>();
        services.AddSingleton(provider => new DeliveryLines(output, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannelObserver>(provider => provider.GetRequiredService<DeliveryLines>());
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton(new OperationsGuard(options.Data));
        services.AddSingleton<AdminEndpoint>();
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static async Task<WebApplication> ListenAsync(string option, Uri url, RequestDelegate handler, ServiceProvider services)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new WebServerLog(services.GetRequiredService<ILoggerFactory>()));
        builder.WebHost.UseKestrelCore().UseUrls(url.GetLeftPart(UriPartial.Authority)).ConfigureKestrel(ServerSettings.Apply);
        var application = builder.Build();
        application.Run(ServerSettings.WithSecurityHeaders(handler));
        try
        {
            await application.StartAsync();
            return application;
        }
        catch (Exception problem) when (problem is IOException or SocketException or UnauthorizedAccessException or InvalidOperationException)
        {
            await application.DisposeAsync();
            throw new StartupException($"Cannot listen on {url.GetLeftPart(UriPartial.Authority)}: {Reason(problem)} Choose another address with {option}.", problem);
        }
    }

    /// <summary>So that the first person who opens a Flow does not wait for code to be compiled: ours, then the web server's.</summary>
    private static async Task WarmUpAsync(WarmUp warmUp, Uri receiver)
    {
        await warmUp.RunAsync(CancellationToken.None);
        try
        {
            using var caller = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var answer = await caller.GetAsync(new Uri(receiver, "/api/health"));
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            // It stops already, or listens where it cannot be called from here; nothing but the warmth is lost.
        }
    }

    private static string Reason(Exception problem) =>
        problem.InnerException is AddressInUseException || problem is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
            ? "another program uses this port, perhaps another LocalHost."
            : problem.Message;

    private static Uri AddressOf(WebApplication application) => new(application.Urls.First());
}
