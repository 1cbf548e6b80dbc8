using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Retention;

namespace Platica.Processing.Tests.Cloud;

/// <summary>How the Azure home of one run is set up.</summary>
/// <param name="Cloud">The services.</param>
/// <param name="Instances">How many processes there are at a time.</param>
/// <param name="Processing">How patient they are.</param>
internal sealed record CloudSetup(CloudServices Cloud, int Instances, ProcessingOptions Processing)
{
    private const int ManyDeliveries = 300;

    /// <summary>The key of erasures; none where nobody is erased.</summary>
    public ErasureOptions Erasure { get; init; } = new();

    /// <summary>What is kept how long.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Whether handlers fail now and then.</summary>
    public bool HasFailingHandlers { get; init; }

    /// <summary>The same services, and one process that finds everything well.</summary>
    public CloudSetup Calm => this with { Instances = 1, Processing = new() };
    private const int ImpatientEvery = 4;

    /// <summary>Whether messages may become dead letters because they came too often.</summary>
    public bool IsImpatient => Processing.StoreBudget == TimeSpan.Zero;

    /// <summary>One process, as patient as the product is.</summary>
    public static CloudSetup Usual => new(new(ManyDeliveries), 1, new());

    /// <summary>Up to three processes; every fourth setup gives up at once and has a broker that does so soon.</summary>
    public static CloudSetup Of(Random random)
    {
        var instances = random.Next(1, 4);
        return random.Next(ImpatientEvery) == 0
            ? new(new(random.Next(3, 7)), instances, new() { StoreBudget = TimeSpan.Zero })
            : new(new(ManyDeliveries), instances, new());
    }
}
