using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Deliveries;

/// <summary>Deliveries that a store refuses, in part or whole, beside those that must not suffer from them.</summary>
public sealed class HardCaseTests
{
    private readonly InMemoryTableStore _store = new();

    [Fact]
    public async Task ReplayAsync_goes_on_behind_an_event_id_longer_than_a_row()
    {
        await ReplayAsync(
            Conversation($$"""{"event":"conversation.created","workspaceId":"w","data":{"conversation":{"id":"c1"} },"id":"{{new string('i', 900_000)}}"}"""),
            Conversation("""{"event":"conversation.created","id":"e2","workspaceId":"w","data":{"conversation":{"id":"c2"}}}"""));

        Assert.Equal(["c1", "c2"], await IdsAsync("/api/conversations"));
        Assert.Equal(2, (await IdsAsync("/api/events")).Count);
    }

    [Fact]
    public async Task ReplayAsync_keeps_a_workspace_id_longer_than_a_row_as_a_dead_letter()
    {
        await ReplayAsync(Conversation($$"""{"event":"conversation.created","id":"e1","data":{},"workspaceId":"{{new string('w', 900_000)}}"}"""));

        Assert.Equal(["e1"], await IdsAsync("/api/dead-letters", workspace: "", id: "eventId"));
    }

    [Fact]
    public async Task ReplayAsync_lists_a_conversation_whose_last_message_was_refused()
    {
        var unknown = string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"x{i}\":\"{new string('y', 30_000)}\""));

        await ReplayAsync(
            Conversation("""
                {"event":"conversation.created","id":"e1","workspaceId":"w","timestamp":"2026-05-10T15:00:00Z","data":{"conversation":{"id":"c1"}}}
                """),
            Conversation($$$"""
                {"event":"message.created","id":"e2","workspaceId":"w","timestamp":"2026-05-10T16:00:00Z",
                 "data":{"conversation":{"id":"c1"},"message":{"id":"m1",{{{unknown}}}} } }
                """));

        Assert.Equal(["e2"], await IdsAsync("/api/dead-letters", workspace: "", id: "eventId"));
        Assert.Equal(["c1"], await IdsAsync("/api/conversations"));
    }

    [Fact]
    public async Task ReplayAsync_makes_the_same_rows_of_two_reports_of_one_status_in_any_order()
    {
        var first = StatusReport("e1");
        var second = StatusReport("e2");
        var other = new HardCaseTests();

        await ReplayAsync(first, second);
        await other.ReplayAsync(second, first);

        Assert.Equal(await MessageRowAsync(), await other.MessageRowAsync());
    }

    private static Delivery StatusReport(string eventId) => Conversation($$$"""
        {"event":"message.updated","id":"{{{eventId}}}","workspaceId":"w","timestamp":"2026-05-10T15:00:00Z",
         "data":{"message":{"id":"m1","status":"read","lastUpdate":"2026-05-10T15:00:00Z"} } }
        """);

    private static Delivery Conversation(string body) => new()
    {
        Provider = PlaticaProvider.RouteName,
        ReceivedAt = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero),
        Body = Encoding.UTF8.GetBytes(body),
        BodyReference = "journal:20",
    };

    private async Task ReplayAsync(params Delivery[] deliveries)
    {
        var providers = new ProviderCatalog([new PlaticaProvider(new(new SigningSecrets("secret")))]);
        var processor = new DeliveryProcessor(providers, _store, new ProcessingOptions(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        var file = new MemoryJournalFile();
        await using (var writing = Journal.Open(file, TimeProvider.System))
        {
            _ = writing.Replay().Count();
            foreach (var delivery in deliveries)
            {
                await writing.AppendAsync(delivery, CancellationToken.None);
            }
        }

        await using var journal = Journal.Open(file, TimeProvider.System);
        using var rows = new JournaledTableStore(_store, journal);
        var queue = new JournalQueue(journal);
        var resent = new ResentDeliveries(rows, queue, TimeProvider.System, NullLogger<ResentDeliveries>.Instance);
        var deadLetters = new DeadLetterKeeper(journal, resent, new DeadLetterRecorder(_store, new(rows), providers, new PipelineMetrics(), TimeProvider.System), NullLogger<DeadLetterKeeper>.Instance);
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
        await pump.ReplayAsync();
    }

    private async Task<IReadOnlyList<string?>> IdsAsync(string route, string workspace = "platica.w", string id = "id")
    {
        var answer = await new ReadApi(_store, new NoBodies(), TimeProvider.System).GetAsync(route, $"workspace={workspace}", CancellationToken.None);
        using var document = JsonDocument.Parse(answer.Body);
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(id).GetString())];
    }

    private async Task<Dictionary<string, object>> MessageRowAsync()
    {
        var row = await _store.GetAsync(TableNames.Messages, TableKey.Join("platica.w", "m1"), "m", CancellationToken.None);
        return row!.Columns.ToDictionary();
    }

    private sealed class NoBodies : IBodyStore
    {
        public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(null);
    }
}
