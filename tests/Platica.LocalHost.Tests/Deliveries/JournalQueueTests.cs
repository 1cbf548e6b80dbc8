using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Deliveries;

public sealed class JournalQueueTests
{
    private const int Many = 2_500;

    [Fact]
    public async Task However_far_processing_falls_behind_every_delivery_is_taken_and_then_processed_once()
    {
        using var file = new MemoryJournalFile();
        await using var journal = Journal.Open(file, TimeProvider.System);
        _ = journal.Replay().Count();
        var queue = new JournalQueue(journal);
        var store = new InMemoryTableStore();
        var providers = new ProviderCatalog([new PlaticaProvider(new(new SigningSecrets("secret")))]);
        using var rows = new JournaledTableStore(store, journal);
        var resent = new ResentDeliveries(rows, queue, TimeProvider.System, NullLogger<ResentDeliveries>.Instance);
        var processor = new DeliveryProcessor(providers, store, new ProcessingOptions(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        var deadLetters = new DeadLetterKeeper(journal, resent, new DeadLetterRecorder(store, new(rows), providers, new PipelineMetrics(), TimeProvider.System), NullLogger<DeadLetterKeeper>.Instance);
        using var pump = new DeliveryPump(
            journal,
            new TableRebuilder(journal, new JournalKeeper(journal), processor, deadLetters, NullLogger<TableRebuilder>.Instance),
            queue,
            rows,
            resent,
            processor,
            deadLetters,
            TimeProvider.System,
            NullLogger<DeliveryPump>.Instance);

        // Nobody processes yet: were there a place to wait for, this would wait for ever.
        await Task.WhenAll(Enumerable.Range(0, Many).Select(number => queue.EnqueueAsync(Event(number), CancellationToken.None)))
            .WaitAsync(TimeSpan.FromSeconds(30));
        queue.Complete();
        await pump.RunAsync();

        Assert.Equal(Enumerable.Range(0, Many).Select(number => $"event_{number}").Order(), (await EventIdsAsync(new ReadApi(store, journal, TimeProvider.System))).Order());
    }

    private static Delivery Event(int number) => new()
    {
        Provider = PlaticaProvider.RouteName,
        ReceivedAt = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        Body = Encoding.UTF8.GetBytes(
            $$$"""{"id":"event_{{{number}}}","event":"custom.event","workspaceId":"w","timestamp":"2026-11-20T09:00:00Z","data":{}}"""),
    };

    private static async Task<List<string>> EventIdsAsync(ReadApi api)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var answer = await api.GetAsync("/api/events", $"limit=500&continuation={continuation}", CancellationToken.None);
            using var page = JsonDocument.Parse(answer.Body);
            ids.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            continuation = page.RootElement.GetProperty("continuation").GetString();
        }
        while (continuation is not null);
        return ids;
    }
}
