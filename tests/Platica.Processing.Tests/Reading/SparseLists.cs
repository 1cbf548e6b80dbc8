using System.Globalization;
using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>A workspace in which a filter finds a few rows among thousands, in every list that has one.</summary>
public sealed class SparseLists : IAsyncLifetime
{
    /// <summary>How many rows every list goes through: more than two pages look at.</summary>
    private const int Rows = 2600;

    /// <summary>The numbers of those that a filter finds: at both ends, and on both sides of where a page gives up.</summary>
    private static readonly int[] Rare = [0, 1, 998, 999, 1000, 1001, 2000, 2599];

    internal Pipeline Pipeline { get; } = new(new InMemoryTableStore());

    /// <summary>The numbers to be found, in their order, as they end ids.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. Rare.Select(Format)];

    public async Task InitializeAsync()
    {
        foreach (var numbers in Enumerable.Range(0, Rows).Chunk(100))
        {
            await Pipeline.ProcessAsync([.. numbers.SelectMany(Deliveries)]);
        }

        foreach (var number in Enumerable.Range(0, Rows))
        {
            var letter = Posted.Event("x", Format(number)) with { ReceivedAt = Second(number) };
            await Pipeline.PutAsideAsync(letter, Kind(number));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static IEnumerable<Delivery> Deliveries(int number)
    {
        var (id, kind, phoneNumber) = (Format(number), Kind(number), "525500000001");
        var entity = new { id, tags = new[] { kind }, phoneNumber };
        yield return Posted.Event(
            $"{kind}.snapshots", id, new { conversation = entity, client = entity, flowResponse = new { flowToken = id, status = kind } }, Second(number));
        yield return Posted.Event($"{kind}.event", id, new { conversation = new { id = "all" } }, Second(number));
        yield return Posted.Event(
            "whatsapp.flows.init", id, new { flow = new { id = kind }, flowResponse = new { flowToken = "all" }, flowExchange = new { } }, Second(number));
        yield return Message(number, "all", Second(number));
        if (kind != "rare")
        {
            yield return Message(number, "elsewhere", Second(number + 1));
        }
    }

    private static Delivery Message(int number, string conversation, DateTimeOffset at) => Posted.Event(
        "message.updated",
        $"{conversation}_{number}",
        new { conversation = new { id = conversation }, message = new { id = Format(number), creationDate = Second(number) } },
        at);

    private static string Kind(int number) => Rare.Contains(number) ? "rare" : "common";

    private static string Format(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static DateTimeOffset Second(int number) => Posted.Arrival.AddSeconds(number);
}
