using FsCheck;
using FsCheck.Fluent;
using Platica.Testing.Generating;

namespace Platica.Processing.Tests.Convergence;

/// <summary>Some calls, and a seed that says in which order, how often and in which batches their deliveries come.</summary>
internal sealed class ConvergenceCase(IReadOnlyList<GeneratedEvent> events, int seed)
{
    /// <summary>30 to 40 calls of one provider, whichever; now and then of all.</summary>
    public static readonly Gen<ConvergenceCase> Generator = Gen.Frequency(
        [.. DeliveryGenerators.All.Select(generator => (3, Of(generator))), (1, Mixed)]);

    /// <summary>6 to 12 calls of one provider, whichever.</summary>
    public static readonly Gen<ConvergenceCase> Small = Gen.OneOf([.. DeliveryGenerators.All.Select(SmallOf)]);

    /// <summary>Cases that shrink to the fewest calls and members.</summary>
    public static readonly Arbitrary<ConvergenceCase> Any = Shrinking(Generator);

    /// <summary>The calls.</summary>
    public IReadOnlyList<GeneratedEvent> Events => events;

    /// <summary>30 to 40 calls of all providers side by side.</summary>
    public static Gen<ConvergenceCase> Mixed => OfSize(30, 40, OfAny);

    /// <summary>6 to 12 calls of all providers side by side.</summary>
    public static Gen<ConvergenceCase> SmallMixed => OfSize(6, 12, OfAny);

    /// <summary>30 to 40 calls of a provider.</summary>
    public static Gen<ConvergenceCase> Of(IDeliveryGenerator generator) => OfSize(30, 40, number => Call(generator, number));

    /// <summary>6 to 12 calls of a provider.</summary>
    public static Gen<ConvergenceCase> SmallOf(IDeliveryGenerator generator) => OfSize(6, 12, number => Call(generator, number));

    /// <summary>Cases that shrink to the fewest calls and members.</summary>
    public static Arbitrary<ConvergenceCase> Shrinking(Gen<ConvergenceCase> cases) => Arb.From(cases, one => one.Smaller());

    /// <summary>One way in which the deliveries may come; another for each <paramref name="number"/>.</summary>
    public Schedule Way(int number) => new(events, HashSeed(number));

    /// <summary>A way of every other call: the share of one of two processors.</summary>
    public Schedule Half(int number) => new([.. events.Where(generated => generated.Number % 2 == number)], HashSeed(number));

    /// <inheritdoc/>
    public override string ToString() => $"\nSchedule seed {seed}, {events.Count} calls:\n  {string.Join("\n  ", events)}\n";

    private static Gen<GeneratedEvent> OfAny(int number) =>
        Gen.Elements<IDeliveryGenerator>([.. DeliveryGenerators.All]).SelectMany(generator => Call(generator, number));

    private static Gen<GeneratedEvent> Call(IDeliveryGenerator generator, int number) =>
        generator.Body(number).Select(body => new GeneratedEvent(number, body, generator));

    private static Gen<ConvergenceCase> OfSize(int fewest, int most, Func<int, Gen<GeneratedEvent>> call) =>
        from count in Gen.Choose(fewest, most)
        from events in Gen.CollectToArray(Enumerable.Range(0, count), call)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new ConvergenceCase(events, seed);

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
