using System.Globalization;
using System.Text;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>
/// Which cases a fuzz test tries. Each case has a random source of its own, so that one alone can be tried again: <c>PLATICA_FUZZ_SEED</c>,
/// <c>PLATICA_FUZZ_FIRST</c> and <c>PLATICA_FUZZ_CASES</c> choose.
/// </summary>
internal static class FuzzRun
{
    private const int MostShown = 10;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The seed of all cases.</summary>
    public static int Seed { get; } = Setting("SEED", 20261120);

    /// <summary>The number of the first case.</summary>
    public static int First { get; } = Setting("FIRST", 0);

    /// <summary>All 19 events of the sample story, the Flow exchanges among them, the same in every run.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Corpus { get; } = [.. PlaticaSamples.Story.All(Now).Select((sample, number) => SameId(sample, number))];

    /// <summary>How many cases.</summary>
    public static int Cases(int usually) => Setting("CASES", usually);

    /// <summary>What decides in a case.</summary>
    public static Random Of(int number) => new((Seed * 1_000_003) ^ number);

    /// <summary>How to try a case again.</summary>
    public static string Repeat(int number) => $"PLATICA_FUZZ_SEED={Seed} PLATICA_FUZZ_FIRST={number} PLATICA_FUZZ_CASES=1 repeats this case";

    /// <summary>Fails with the first few problems, if there are any.</summary>
    public static void AssertNone(IEnumerable<string> problems)
    {
        var shown = problems.Take(MostShown).ToList();
        Assert.True(shown.Count == 0, string.Join('\n', shown));
    }

    private static ReadOnlyMemory<byte> SameId(ProviderSample sample, int number) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(sample.Body.Span).Replace(sample.EventId, $"00000000-0000-4000-8000-{number:D12}", StringComparison.Ordinal));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"PLATICA_FUZZ_{name}"), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
