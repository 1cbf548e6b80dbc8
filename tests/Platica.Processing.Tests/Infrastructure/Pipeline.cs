using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Testing;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>The pipeline behind the queue, as a host runs it: deliveries in batches go in, the read API answers.</summary>
internal sealed class Pipeline
{
    private static readonly IBodyStore NoBodies = Mock.Of<IBodyStore>();

    /// <summary>One for all: the generated cases make thousands of pipelines, and a listener to all meters would never be done with theirs.</summary>
    private static readonly PipelineMetrics Metrics = new();

    private readonly DeliveryProcessor _processor;
    private readonly DeadLetterRecorder _deadLetters;
    private readonly ReadApi _readApi;

    public Pipeline(ITableStore store, TimeProvider? clock = null, ProcessingOptions? options = null, IBodyStore? bodies = null, ProviderCatalog? providers = null)
    {
        providers ??= new([Provider]);
        _processor = new(providers, store, options ?? new(), clock ?? TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);

        // Two runs shall tell the same, however often one of them had to wait.
        _deadLetters = new(store, new(store), providers, Metrics, new ManualTimeProvider());
        _readApi = new(store, bodies ?? NoBodies, clock ?? new ManualTimeProvider());
    }

    /// <summary>The provider of every delivery here, unless a pipeline is given others.</summary>
    public static PlaticaProvider Provider { get; } = new(new PlaticaSettings(new SigningSecrets("secret")));

    /// <summary>Processes one batch; what is to be put aside becomes a dead letter.</summary>
    public async Task<IReadOnlyList<Settlement>> ProcessAsync(params IReadOnlyList<Delivery> batch)
    {
        var settlements = await _processor.ProcessAsync(batch, CancellationToken.None);
        foreach (var (delivery, settlement) in batch.Zip(settlements).Where(pair => pair.Second.Kind == SettlementKind.DeadLetter))
        {
            await _deadLetters.RecordAsync(delivery, settlement.Reason!, settlement.Description!, attempts: 1, delivery.ReceivedAt, replay: 0, CancellationToken.None);
        }

        return settlements;
    }

    /// <summary>Makes a delivery a dead letter.</summary>
    public Task PutAsideAsync(Delivery delivery, string reason) =>
        _deadLetters.RecordAsync(delivery, reason, "A test put it aside.", attempts: 1, delivery.ReceivedAt, replay: 0, CancellationToken.None);

    /// <summary>Asks the read API.</summary>
    public Task<ReadAnswer> GetAsync(string path, string query = "") => _readApi.GetAsync(path, query, CancellationToken.None);

    /// <summary>Asks the read API for one page of a list: the ids of its items (of dead letters their events'), and where to go on.</summary>
    public async Task<(IReadOnlyList<string> Ids, string? Continuation)> GetPageAsync(string path, string query)
    {
        var answer = await GetAsync(path, query);
        var page = $"{answer.StatusCode} {Encoding.UTF8.GetString(answer.Body.Span)}";
        return ([.. ItemsOf(page).Select(IdOf)], Continuation(answer));
    }

    /// <summary>Asks the read API for a list page by page, or for the only page of anything else: the text of each answer.</summary>
    public async Task<IReadOnlyList<string>> GetPagesAsync(string path, string query, string? continuation = "")
    {
        var pages = new List<string>();
        while (continuation is not null)
        {
            var answer = await GetAsync(path, $"{query}&continuation={continuation}");
            pages.Add($"{answer.StatusCode} {Encoding.UTF8.GetString(answer.Body.Span)}");
            Assert.True(pages.Count <= 1000, $"{path} has no last page.");
            continuation = answer.StatusCode == 200 ? Continuation(answer) : null;
        }

        return pages;
    }

    /// <summary>Asks the read API for a whole list: its items.</summary>
    public async Task<IReadOnlyList<JsonElement>> GetItemsAsync(string path, string query = "") =>
        [.. (await GetPagesAsync(path, query)).SelectMany(ItemsOf)];

    /// <summary>Asks the read API for a whole list: the ids of its items (of dead letters their events').</summary>
    public async Task<IReadOnlyList<string>> GetIdsAsync(string path, string query = "") =>
        [.. (await GetItemsAsync(path, query)).Select(IdOf)];

    /// <summary>The items of a page that was answered with 200.</summary>
    public static IEnumerable<JsonElement> ItemsOf(string page)
    {
        Assert.StartsWith("200 ", page, StringComparison.Ordinal);
        return JsonElement.Parse(page[4..]).GetProperty("items").EnumerateArray();
    }

    private static string IdOf(JsonElement item) => item.Text(item.TryGetProperty("eventId", out _) ? "eventId" : "id");

    private static string? Continuation(ReadAnswer answer)
    {
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.TryGetProperty("continuation", out var continuation) ? continuation.GetString() : null;
    }
}
