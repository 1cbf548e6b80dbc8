using Microsoft.Extensions.Logging.Abstractions;
using Platica.Flows;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing;
using Platica.Processing.Deliveries;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Processing;

/// <summary>Each event of the catalogue, as Platica documents it, alone in an empty store: every row and every column.</summary>
public sealed class StoredRowsTests
{
    private static readonly PlaticaProvider Provider = new(new(new SigningSecrets("secret")));
    private static readonly FlowReply Answered = new("""{"screen":"PAGO","data":{}}"""u8.ToArray(), FlowOutcome.Answered, 12.5);

    public static TheoryData<string> Events => [.. PlaticaEvents.All.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_stores_exactly_its_fixture(string eventName)
    {
        var rows = new RowDump(new InMemoryTableStore());

        await ProcessAsync(rows, eventName);

        Assert.Equal(Fixture.Rows(eventName).Split('\n'), (await rows.WriteAsync()).Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_that_comes_twice_stores_the_same(string eventName)
    {
        var rows = new RowDump(new InMemoryTableStore());

        await ProcessAsync(rows, eventName);
        await ProcessAsync(rows, eventName);

        Assert.Equal(Fixture.Rows(eventName).Split('\n'), (await rows.WriteAsync()).Split('\n'));
    }

    private static async Task ProcessAsync(RowDump rows, string eventName)
    {
        var processor = new DeliveryProcessor(
            new ProviderCatalog([Provider]), rows, new ProcessingOptions(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        var delivery = new Delivery
        {
            Provider = Provider.Name,
            ReceivedAt = new DateTimeOffset(2026, 5, 12, 8, 0, 0, TimeSpan.Zero),
            Body = Fixture.Body(eventName),
            Attributes = Provider.ReadAttributes(new("POST", "", name => name == "X-Webhook-Id" ? "wh_demo" : null)),
            Reply = PlaticaEvents.CategoryOf(eventName) == EventCategory.WhatsAppFlow ? Answered : null,
        };

        var settlement = Assert.Single(await processor.ProcessAsync([delivery], CancellationToken.None));

        Assert.Equal(SettlementKind.Complete, settlement.Kind);
    }
}
