using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Deliveries;

/// <summary>The pump with its journal and tables, of a version that knows some providers.</summary>
internal sealed class PumpHome : IAsyncDisposable
{
    private readonly InMemoryTableStore _tables = new();
    private readonly PipelineMetrics _metrics = new();

    public PumpHome(MemoryJournalFile file, params IEnumerable<IWebhookProvider> providers)
    {
        var known = new ProviderCatalog(providers);
        Journal = Journal.Open(file, TimeProvider.System);
        Queue = new(Journal);
        Rows = new(_tables, Journal);
        Resent = new(Rows, Queue, TimeProvider.System, NullLogger<ResentDeliveries>.Instance);
        var processor = new DeliveryProcessor(known, _tables, new ProcessingOptions(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        var deadLetters = new DeadLetterKeeper(Journal, Resent, new DeadLetterRecorder(_tables, new(Rows), known, _metrics, TimeProvider.System), NullLogger<DeadLetterKeeper>.Instance);
        Pump = new(
            Journal,
            new TableRebuilder(Journal, new JournalKeeper(Journal), processor, deadLetters, NullLogger<TableRebuilder>.Instance),
            Queue,
            Rows,
            Resent,
            processor,
            deadLetters,
            TimeProvider.System,
            NullLogger<DeliveryPump>.Instance);
    }

    /// <summary>The provider of this version.</summary>
    public static IWebhookProvider Provider { get; } = new PlaticaProvider(new(new SigningSecrets("secret")));

    public Journal Journal { get; }

    public JournalQueue Queue { get; }

    public JournaledTableStore Rows { get; }

    public ResentDeliveries Resent { get; }

    public DeliveryPump Pump { get; }

    /// <summary>Processes everything that waits.</summary>
    public Task RunAsync()
    {
        Queue.Complete();
        return Pump.RunAsync();
    }

    /// <summary>The reasons of the dead letters of a day, such as 2026-11-20.</summary>
    public async Task<IEnumerable<string?>> DeadLettersAsync(string day)
    {
        var rows = await _tables.QueryAsync(new(TableNames.DeadLetters, day, TableLimits.PageRows), CancellationToken.None);
        return rows.Select(row => row.GetText("Reason"));
    }

    public async ValueTask DisposeAsync()
    {
        Pump.Dispose();
        await Journal.DisposeAsync();
        Rows.Dispose();
        _metrics.Dispose();
    }
}
