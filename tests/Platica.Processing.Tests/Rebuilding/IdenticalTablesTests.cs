using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Tests.Convergence;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Processing.Tests.Rebuilding;

/// <summary>What is rebuilt is what was there: row by row and column by column.</summary>
public sealed class IdenticalTablesTests
{
    private const int Cases = 100;
    private const int GroupStreams = 30;
    private const int GroupEvents = 40;

    [Fact]
    public void Fresh_tables_are_the_same_as_the_originals() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(ConvergenceCase.Any, FreshTablesAreTheSame));

    [Fact]
    public void The_same_tables_stay_as_they_are() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(ConvergenceCase.Any, SameTablesStay));

    [Fact]
    public async Task Fresh_tables_are_the_same_where_a_group_wrote_at_another_provider()
    {
        for (var seed = 0; seed < GroupStreams; seed++)
        {
            var random = new Random(seed);
            GeneratedMember[] members = [new(0), new(1), new(2)];
            List<Delivery> told = [.. Enumerable.Range(0, GroupEvents).Select(minute => Next(random, members, minute))];
            Delivery[] again = [.. told, .. told];
            random.Shuffle(again);
            var home = new RebuildHome();
            await home.ProcessAsync(again);

            await home.RunAsync("""{"into":"v2"}""");

            Assert.Equal(await home.CellsAsync(""), await home.CellsAsync("v2"));
        }
    }

    private static Delivery Next(Random random, GeneratedMember[] members, int minute)
    {
        random.Shuffle(members);
        return random.Next(4) switch
        {
            0 => GeneratedMember.OfGroup(random, members, minute),
            1 => members[0].Naming(random, members[1], minute),
            _ => members[0].Own(random, $"e{minute}", minute, members[1].LastMessage()),
        };
    }

    private static async Task FreshTablesAreTheSame(ConvergenceCase one)
    {
        var home = await StoryAndAsync(one);

        var rebuilt = await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(await home.CellsAsync(""), await home.CellsAsync("v2"));
        Assert.True(rebuilt["events"] >= PlaticaSamples.Story.EventNames.Count);
        Assert.Empty(rebuilt.Items);
    }

    private static async Task SameTablesStay(ConvergenceCase one)
    {
        var home = await StoryAndAsync(one);
        var before = await home.VersionsAsync();

        await home.RunAsync();

        Assert.Equal(before, await home.VersionsAsync());
    }

    /// <summary>All 19 events of the catalogue, some late and twice, among generated ones in any order, with repetitions, and with dead letters.</summary>
    private static async Task<RebuildHome> StoryAndAsync(ConvergenceCase one)
    {
        var home = new RebuildHome();
        var story = PlaticaSamples.Story.All(Posted.Arrival).Select(sample => new Delivery
        {
            Provider = Pipeline.Provider.Name,
            ReceivedAt = Posted.Arrival,
            Body = sample.Body,
            Attributes = new Dictionary<string, string> { ["event"] = sample.EventName, [DeliveryAttributes.WebhookId] = "wh_demo" },
            Reply = sample.EventName.StartsWith("whatsapp.flows.", StringComparison.Ordinal) ? new FlowReply("{}"u8.ToArray(), "answered", 1.5) : null,
        }).ToList();
        await home.ProcessAsync(story.Where((_, index) => index % 3 == 0).Reverse());
        foreach (var batch in one.Way(0).Batches())
        {
            await home.InUse.ProcessAsync(batch);
        }

        await home.ProcessAsync(story);
        return home;
    }
}
