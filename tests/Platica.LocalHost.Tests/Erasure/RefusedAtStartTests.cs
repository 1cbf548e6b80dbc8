using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>A message that names an erased person, and that the tables refuse while a start reads the journal: it can be replayed like any other dead letter.</summary>
public sealed class RefusedAtStartTests
{
    /// <summary>What the start takes out of the journal at once.</summary>
    private const int Batch = 256;

    private const string Lucia = "5215500000001";
    private const string Carlos = "5215500000002";

    private static readonly DateTimeOffset Told = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_dead_letter_that_is_made_while_the_journal_is_being_read_can_be_replayed()
    {
        using var file = new MemoryJournalFile();
        await EraseLuciaAsync(file);
        await AppendAsync(file, [TooLarge(), Malformed(), .. Enumerable.Range(0, Batch).Select(number => MessageOf($"m_{number}", Carlos, "Hola"))]);

        InMemoryTableStore? tables = null;
        await using var host = await RunningLocalHost.StartAsync(
            configure: services => With(services, file)
                .AddSingleton<TimeProvider>(new HurryingClock())
                .AddSingleton<ITableStore>(provider => tables = provider.GetRequiredService<InMemoryTableStore>()),
            terminal: new WaitingTerminal("100 %", () => HasMalformed(tables!)));
        var letter = Assert.Single(await host.GetItemsAsync("/api/dead-letters?reason=refused-by-store&bodies=true"));
        var counts = await host.OperateToEndAsync("dead-letters/replay", """{"reason":"refused-by-store"}""");

        Assert.Contains("@… mira", letter.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, counts["sent"]);
        await host.StopAsync();
        Assert.True(file.Content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Lucia)) < 0);
    }

    private static async Task EraseLuciaAsync(MemoryJournalFile file)
    {
        await AppendAsync(file, [MessageOf("m_lucia", Lucia, "Hola"), MessageOf("m_hola", Carlos, "Hola")]);
        await using var host = await RunningLocalHost.StartAsync(configure: services => With(services, file));
        await host.OperateToEndAsync("erase", $$"""{"phone":"+{{Lucia}}","workspace":"whapi.DEMO-A1"}""");
    }

    private static async Task AppendAsync(MemoryJournalFile file, IEnumerable<Delivery> deliveries)
    {
        await using var journal = Journal.Open(file, TimeProvider.System);
        _ = journal.Replay().Count();
        await Task.WhenAll(deliveries.Select(delivery => journal.AppendAsync(delivery, CancellationToken.None)));
    }

    private static IServiceCollection With(IServiceCollection services, MemoryJournalFile file) => services
        .AddSingleton(provider => Journal.Open(file, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new ErasureOptions { Key = "0123456789abcdef0123456789abcdef" });

    private static bool HasMalformed(InMemoryTableStore tables)
    {
        var letters = tables.QueryAsync(new(TableNames.DeadLetters, Told.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), TableLimits.PageRows), CancellationToken.None);
        return letters.Result.Any(letter => letter.GetText("Reason") == DeadLetterReasons.MalformedEnvelope);
    }

    private static Delivery TooLarge() => MessageOf(
        "m_carlos", Carlos, $"@{Lucia} mira", Enumerable.Range(0, 30).ToDictionary(number => $"x{number}", _ => (object)new string('y', 30_000)));

    private static Delivery Malformed() => DeliveryOf("[1]"u8.ToArray());

    private static Delivery MessageOf(string id, string from, string text, Dictionary<string, object>? unknown = null)
    {
        var message = new Dictionary<string, object>(unknown ?? [])
        {
            ["id"] = id,
            ["type"] = "text",
            ["chat_id"] = "group@g.us",
            ["from"] = from,
            ["timestamp"] = Told.ToUnixTimeSeconds(),
            ["text"] = new { body = text },
        };
        return DeliveryOf(JsonSerializer.SerializeToUtf8Bytes(
            new { messages = new[] { message }, @event = new { type = "messages", @event = "post" }, channel_id = "DEMO-A1" }));
    }

    private static Delivery DeliveryOf(byte[] body) => new() { Provider = WhapiProvider.RouteName, ReceivedAt = Told, Body = body };

    /// <summary>A terminal on which a line takes until something has happened.</summary>
    private sealed class WaitingTerminal(string line, Func<bool> hasHappened) : TextWriter
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) =>
            Assert.True(value?.EndsWith(line, StringComparison.Ordinal) != true || SpinWait.SpinUntil(hasHappened, Patience), "It did not happen.");
    }
}
