using System.Globalization;
using Platica.Processing.Erasure;
using Platica.Processing.Queue;
using Platica.Processing.Tests.Infrastructure;
using Xunit.Abstractions;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// Whoever operates the Azure home does so while deliveries come and things fail: sends dead letters again, rebuilds, erases somebody, deletes what is too
/// old, page by page, on processes that die within a page. A failure prints its seed; <c>PLATICA_CLOUD_SEED=seed</c> repeats it,
/// <c>PLATICA_CLOUD_CASES=1000000</c> makes a longer run.
/// </summary>
public sealed class CloudOperationTests(ITestOutputHelper output)
{
    private const int Cases = 300;

    /// <summary>Successive seeds share their story.</summary>
    private const int RunsOfSameStory = 6;

    private const int LatestStart = 120;

    /// <summary>What has to happen again and again for the proof to be one.</summary>
    private static readonly string[] Essentials =
    [
        .. new[] { "dead-letters/replay", "rebuild", "erase", "retention" }.SelectMany(name => new[]
        {
            $"pages answered 200, {name}", $"pages answered 503, {name}", $"pages without an answer, {name}",
        }),
        "dead-letters/replay: sent", "erase: Events", "retention: Events", "messages put aside: handler-failed", "messages put aside: MaxDeliveryCountExceeded",
    ];

    [Fact]
    public async Task Whatever_fails_and_whoever_operates_meanwhile_the_erased_are_gone_and_all_else_is_that_of_the_faultless_run()
    {
        var seed = ReadSetting("PLATICA_CLOUD_SEED");
        var count = seed is null ? ReadSetting("PLATICA_CLOUD_CASES") ?? Cases : 1;
        var tally = new Tally();
        var groups = Enumerable.Range(seed ?? 0, count).GroupBy(each => each / RunsOfSameStory);

        await Parallel.ForEachAsync(groups, async (group, _) =>
        {
            var story = new OperationStory(group.Key);
            var verdict = new OperationVerdict(story);
            foreach (var each in group)
            {
                var (run, setup) = await RunAsync(each, story);
                var problem = await verdict.ProblemAsync(run, setup);
                Assert.True(problem is null, $"PLATICA_CLOUD_SEED={each}: {problem}\n\n{string.Join('\n', run.Log)}");
                tally.Add(run.Tally);
            }
        });

        output.WriteLine($"{count} schedules\n{tally}");
        Assert.All(seed is null ? Essentials : [], essential => Assert.True(tally[essential] * 20 > count, $"{essential}: {tally[essential]}"));
    }

    [Fact]
    public async Task A_seed_always_gives_the_same_run()
    {
        foreach (var seed in (int[])[7, 13, 14])
        {
            var first = (await RunAsync(seed, new(seed / RunsOfSameStory))).Run;
            var again = (await RunAsync(seed, new(seed / RunsOfSameStory))).Run;

            Assert.Equal(first.Log, again.Log);
        }
    }

    private static async Task<(CloudRun Run, CloudSetup Setup)> RunAsync(int seed, OperationStory story)
    {
        var random = new Random(seed);
        var setup = CloudSetup.Of(random) with
        {
            Erasure = new ErasureOptions { Key = "0123456789abcdef0123456789abcdef" },
            Retention = story.Retention,
            HasFailingHandlers = true,
        };
        var known = await CloudRun.RunAsync([.. story.Known.Select(delivery => new Posting(delivery))], setup.Calm, random, new FailingHandler(OperationStory.FailedEvent));
        Assert.Null(known.Problem);
        foreach (var refused in story.Refused)
        {
            var content = FallbackEntry.Write(await new DeliveryMessages(Pipeline.Providers, setup.Cloud.Blobs).WriteAsync(refused, CancellationToken.None));
            var name = FallbackEntry.PutAsideNameOf(FallbackEntry.NameOf(refused.ReceivedAt, content), FallbackEntry.RefusedPrefix);
            await setup.Cloud.Blobs.WriteAsync(name, content, CancellationToken.None);
        }

        var run = await CloudRun.RunAsync(
            [.. story.Coming.Select(delivery => new Posting(delivery))],
            setup,
            random,
            new SeededMishaps(random, setup),
            Operators(random, story));
        return (run, setup);
    }

    private static List<Operator> Operators(Random random, OperationStory story)
    {
        List<Operator> operators =
        [
            Somebody("dead-letters/replay", new { rate = 100 }),
            Somebody("rebuild", new { }),
            Somebody(Operator.Maintenance, new { }),
        ];
        if (story.Erases)
        {
            operators.Add(Somebody("erase", story.Whom));
        }

        if (story.Retains)
        {
            operators.Add(Somebody("retention", new { }));
        }

        return operators;

        Operator Somebody(string name, object parameters) => new(name, parameters, random.Next(LatestStart), random.Next(1, 3));
    }

    private static int? ReadSetting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
