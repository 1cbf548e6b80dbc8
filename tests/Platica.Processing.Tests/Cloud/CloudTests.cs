using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Tests.Convergence;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Webhooks;
using Xunit.Abstractions;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// The promise of the Azure home from end to end: whatever fails, what was accepted is kept, what was not is not there by half, nothing is
/// outstanding in the end, and every answer of the read API is that of a run in which nothing failed. A failure prints its seed and what
/// happened; <c>PLATICA_CLOUD_SEED=seed</c> runs that case alone, <c>PLATICA_CLOUD_CASES=1000000</c> makes a longer run.
/// </summary>
public sealed class CloudTests(ITestOutputHelper output)
{
    private const int Cases = 2400;

    /// <summary>Successive seeds share their events, for the faultless run of those costs as much as another.</summary>
    private const int RunsOfSameEvents = 12;

    /// <summary>More than a message of the broker carries.</summary>
    private const int LargeBytes = 200_000;

    /// <summary>What has to happen again and again for the proof to be one.</summary>
    private static readonly string[] Essentials =
    [
        .. ProviderCalls.Providers.SelectMany(provider => new[]
        {
            $"posts answered {provider.SuccessStatusCode}, {provider.Name}", $"posts answered 503, {provider.Name}", $"posts without an answer, {provider.Name}",
        }),
        "calls of several items", "calls kept in part", "messages handed out again", "settlements lost",
        "settlements too late", "entries of the fallback store", "messages put aside: MaxDeliveryCountExceeded",
        "Refused, Tables", "Refused, Blobs", "Refused, Broker", "AnswerLost, Tables", "AnswerLost, Blobs", "AnswerLost, Broker",
        "ConflictStorm, Tables", "TakenTwice, Broker", "CrashBefore, Broker", "CrashAfter, Broker", "CrashAfter, Handlers",
        "CrashAfter, Tables", "CarriedOutLate, Blobs", "CarriedOutLate, Broker", "CarriedOutLate, Tables",
    ];

    [Fact]
    public async Task Whatever_fails_nothing_accepted_is_lost_nothing_is_there_by_half_and_the_answers_are_those_of_the_faultless_run()
    {
        var seed = ReadSetting("PLATICA_CLOUD_SEED");
        var count = seed is null ? ReadSetting("PLATICA_CLOUD_CASES") ?? Cases : 1;
        var tally = new Tally();
        var groups = Enumerable.Range(seed ?? 0, count).GroupBy(each => each / RunsOfSameEvents);

        await Parallel.ForEachAsync(groups, async (group, _) =>
        {
            var verdict = new CloudVerdict();
            foreach (var each in group)
            {
                var (run, setup) = await RunAsync(each);
                var problem = await verdict.ProblemAsync(run, setup.IsImpatient);
                Assert.True(problem is null, $"PLATICA_CLOUD_SEED={each}: {problem}\n\n{string.Join('\n', run.Log)}");
                tally.Add(run.Tally);
            }
        });

        output.WriteLine($"{count} schedules\n{tally}");
        Assert.All(seed is null ? Essentials : [], essential => Assert.True(tally[essential] * 400 > count, $"{essential}: {tally[essential]}"));
    }

    [Fact]
    public async Task A_seed_always_gives_the_same_run()
    {
        foreach (var seed in (int[])[3, 40, 41])
        {
            var first = (await RunAsync(seed)).Run;
            var again = (await RunAsync(seed)).Run;

            Assert.Equal(first.Log, again.Log);
            Assert.NotEqual(first.Log, (await RunAsync(seed + 1)).Run.Log);
        }
    }

    private static async Task<(CloudRun Run, CloudSetup Setup)> RunAsync(int seed)
    {
        var random = new Random(seed);
        var setup = CloudSetup.Of(random);
        var run = await CloudRun.RunAsync(Postings(seed), setup, random, new SeededMishaps(random, setup));
        return (run, setup);
    }

    /// <summary>Calls of all providers. None tells again what another told: of that the archive keeps the first arrival, unless the time of arrival is its own.</summary>
    private static List<Posting> Postings(int seed)
    {
        var group = seed / RunsOfSameEvents;
        var told = new HashSet<string>();
        return [.. ConvergenceCase.SmallMixed.Sample(1, new Rnd((ulong)group), 50).Single().Events
            .Select((generated, index) => generated.Call with { ReceivedAt = ArrivalOf(generated, index) })
            .Select((call, index) => new Posting((index + group) % 20 == 0 ? Large(call) : call))
            .Where(posting => posting.Deliveries.All(delivery => told.Add(IsTimeless(delivery) ? Posting.KeyOf(delivery) : $"{delivery.Provider} {Posted.Text(delivery)}")))];
    }

    /// <summary>The items of a call arrive one after the other, and none in the same moment as another call's.</summary>
    private static DateTimeOffset ArrivalOf(GeneratedEvent generated, int index) => generated.Generator == DeliveryGenerators.Whapi
        ? Posted.Arrival.AddMinutes(index % 3).AddTicks(100 * (index + 1))
        : generated.Deliveries.Single().ReceivedAt;

    private static bool IsTimeless(Delivery delivery) =>
        ProviderCalls.ProviderOf(delivery).TryReadEnvelope(delivery, out var envelope, out _) && envelope.Timestamp == delivery.ReceivedAt;

    private static Delivery Large(Delivery call) => call with { Body = (byte[])[.. call.Body.Span, .. Enumerable.Repeat((byte)' ', LargeBytes)] };

    private static int? ReadSetting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
