using FsCheck;
using FsCheck.Fluent;

namespace Platica.Processing.Tests.Convergence;

/// <summary>Some events, and a seed that says in which order, how often and in which batches they come.</summary>
internal sealed class ConvergenceCase(IReadOnlyList<GeneratedEvent> events, int seed)
{
    /// <summary>30 to 40 events.</summary>
    public static readonly Gen<ConvergenceCase> Generator = OfSize(30, 40);

    /// <summary>6 to 12 events.</summary>
    public static readonly Gen<ConvergenceCase> Small = OfSize(6, 12);

    /// <summary>Cases that shrink to the fewest events and members.</summary>
    public static readonly Arbitrary<ConvergenceCase> Any = Arb.From(Generator, one => one.Smaller());

    /// <summary>The events.</summary>
    public IReadOnlyList<GeneratedEvent> Events => events;

    /// <summary>One way in which the events may come; another for each <paramref name="number"/>.</summary>
    public Schedule Way(int number) => new(events, HashSeed(number));

    /// <summary>A way of every other event: the share of one of two processors.</summary>
    public Schedule Half(int number) => new([.. events.Where(generated => generated.Number % 2 == number)], HashSeed(number));

    /// <inheritdoc/>
    public override string ToString() => $"\nSchedule seed {seed}, {events.Count} events:\n  {string.Join("\n  ", events)}\n";

    private static Gen<ConvergenceCase> OfSize(int fewest, int most) =>
        from count in Gen.Choose(fewest, most)
        from bodies in Gen.CollectToArray(Enumerable.Range(0, count), EventGen.Body)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new ConvergenceCase([.. bodies.Select((body, number) => new GeneratedEvent(number, body))], seed);

    private IEnumerable<ConvergenceCase> Smaller()
    {
        for (var size = events.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < events.Count; start += size)
            {
                yield return new([.. events.Take(start), .. events.Skip(start + size)], seed);
            }
        }

        for (var index = 0; index < events.Count; index++)
        {
            foreach (var smaller in events[index].Smaller())
            {
                yield return new([.. events.Take(index), smaller, .. events.Skip(index + 1)], seed);
            }
        }
    }

    private int HashSeed(int number) => unchecked((seed * 31) + number) & int.MaxValue;
}
