using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.Processing;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Benchmarks;

/// <summary>
/// A business's years on one machine: a journal of so many conversations and messages is written, replayed into the tables as at a start,
/// and read page by page.
/// </summary>
internal static class ScaleRun
{
    private const int PageReads = 200;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs and prints the figures.</summary>
    public static async Task RunAsync(int conversations, int messages)
    {
        var file = Path.Combine(Path.GetTempPath(), $"scale-{Guid.NewGuid():N}.journal");
        try
        {
            await WriteJournalAsync(file, conversations, messages);
            await ReplayAndReadAsync(file, conversations, messages);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task WriteJournalAsync(string file, int conversations, int messages)
    {
        await using var journal = Journal.Open(file, TimeProvider.System);
        _ = journal.Replay().Count();
        var watch = Stopwatch.StartNew();
        foreach (var batch in Enumerable.Range(0, messages).Chunk(1000))
        {
            journal.Settle(await Task.WhenAll(batch.Select(number => AppendAsync(journal, MessageCreated(number, conversations, messages)))));
        }

        Print($"journal written   {messages / watch.Elapsed.TotalSeconds,12:N0} deliveries/s   {new FileInfo(file).Length / 1048576.0:N0} MiB");
    }

    private static async Task<Delivery> AppendAsync(Journal journal, Delivery delivery) =>
        delivery with { BodyReference = await journal.AppendAsync(delivery, CancellationToken.None) };

    private static async Task ReplayAndReadAsync(string file, int conversations, int messages)
    {
        await using var journal = Journal.Open(file, TimeProvider.System);
        var store = new InMemoryTableStore();
        var providers = new ProviderCatalog([new PlaticaProvider(new PlaticaSettings(new SigningSecrets("secret")))]);
        using var rows = new JournaledTableStore(store, journal);
        var queue = new JournalQueue(journal);
        var resent = new ResentDeliveries(rows, queue, TimeProvider.System, NullLogger<ResentDeliveries>.Instance);
        var deliveries = new DeliveryProcessor(providers, store, new ProcessingOptions(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        var deadLetters = new DeadLetterKeeper(journal, resent, new DeadLetterRecorder(store, new(rows), providers, new PipelineMetrics(), TimeProvider.System), NullLogger<DeadLetterKeeper>.Instance);
        using var pump = new DeliveryPump(
            journal,
            new TableRebuilder(journal, new JournalKeeper(journal), deliveries, deadLetters, NullLogger<TableRebuilder>.Instance),
            queue,
            rows,
            resent,
            deliveries,
            deadLetters,
            TimeProvider.System,
            NullLogger<DeliveryPump>.Instance);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await pump.ReplayAsync();
        var elapsed = watch.Elapsed;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        Print($"replayed          {messages / elapsed.TotalSeconds,12:N0} deliveries/s   {elapsed.TotalSeconds:N1} s");
        Print($"                  {processor.TotalMicroseconds / messages,12:N1} µs of processor and {allocated / (double)messages:N0} bytes allocated a delivery");
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print($"memory            {held / (double)messages,12:N0} bytes a message   {held / 1048576.0:N0} MiB for {conversations:N0} conversations and {messages:N0} messages");
        var api = new ReadApi(store, journal, TimeProvider.System);
        await PageAsync(api, "conversations, first page of 50", "/api/conversations");
        await PageAsync(api, "conversations of one tag", "/api/conversations", "?tag=vip");
        await PageAsync(api, "messages of one conversation", "/api/conversations/conv_7/messages");
        await PageAsync(api, "conversations of one phone", "/api/conversations", "?phone=5215500000007");
        await PageAsync(api, "events, first page of 50", "/api/events");
    }

    private static async Task PageAsync(ReadApi api, string name, string path, string query = "")
    {
        var times = new List<double>(PageReads);
        var items = 0;
        for (var read = 0; read < PageReads; read++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var answer = await api.GetAsync(path, query, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
            using var document = JsonDocument.Parse(answer.Body);
            items = document.RootElement.GetProperty("items").GetArrayLength();
        }

        times.Sort();
        Print($"{name,-34} p50 {times[PageReads / 2]:0.000} ms   p99 {times[PageReads * 99 / 100]:0.000} ms   {items} items");
    }

    private static Delivery MessageCreated(int number, int conversations, int messages)
    {
        var conversation = number % conversations;
        var time = Start.AddSeconds(number * (double)TimeSpan.FromDays(300).TotalSeconds / messages);
        var stamp = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var body = string.Create(CultureInfo.InvariantCulture, $$$$"""
            {"id":"00000000-0000-4000-8000-{{{{number:D12}}}}","event":"message.created","workspaceId":"ws_scale","timestamp":"{{{{stamp}}}}","source":"inbound.message.created","resourceType":"message","resourceId":"msg_{{{{number}}}}","changes":null,"data":{"message":{"id":"msg_{{{{number}}}}","content":"Hola, ¿me pueden cotizar el plan Pro para {{{{number % 40}}}} personas?","contentType":"text","direction":"{{{{(number % 3 == 0 ? "outgoing" : "incoming")}}}}","role":"user","status":"received","owner":{"id":"user_1"},"files":[],"images":[],"creationDate":"{{{{stamp}}}}","lastUpdate":"{{{{stamp}}}}"},"conversation":{"id":"conv_{{{{conversation}}}}","platform":"whatsapp","channelId":"ch_1","phoneNumber":"+52155{{{{conversation:D8}}}}","status":"active","tags":["{{{{(conversation % 20 == 0 ? "vip" : "nuevo")}}}}"]},"client":{"id":"cli_{{{{conversation}}}}","phoneNumber":"+52155{{{{conversation:D8}}}}","name":"Cliente {{{{conversation}}}}"}}}
            """);
        return new Delivery { Provider = PlaticaProvider.RouteName, ReceivedAt = time, Body = Encoding.UTF8.GetBytes(body) };
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
