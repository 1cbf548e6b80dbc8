using Platica.Webhooks;

namespace Platica.Processing.Tests.Convergence;

/// <summary>
/// An order with repetitions, cut into batches. What happens to an event depends on the seed and its number alone, so that leaving
/// out another one changes nothing else: that is what makes cases shrink.
/// </summary>
internal sealed class Schedule(IReadOnlyList<GeneratedEvent> events, int seed)
{
    private const int MostTimes = 3;

    /// <summary>How likely a batch ends after a delivery: one by one, some, or all at once.</summary>
    private static readonly double[] Cuts = [1, 0.5, 0.1, 0];

    /// <summary>The batches in their order.</summary>
    public IEnumerable<IReadOnlyList<Delivery>> Batches()
    {
        var batch = new List<Delivery>();
        foreach (var turn in events.SelectMany(Turns).OrderBy(turn => turn.Order))
        {
            batch.Add(turn.Delivery);
            if (turn.EndsBatch)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private IEnumerable<Turn> Turns(GeneratedEvent generated)
    {
        var random = new Random(unchecked((seed * 1009) + generated.Number));
        var cut = Cuts[seed % Cuts.Length];
        var times = random.Next(4) == 0 ? random.Next(1, MostTimes + 1) : 1;
        return [.. generated.Deliveries.SelectMany(delivery =>
            Enumerable.Range(0, times).Select(_ => new Turn(delivery, random.NextDouble(), random.NextDouble() < cut)))];
    }

    private sealed record Turn(Delivery Delivery, double Order, bool EndsBatch);
}
