using Platica.Processing.Deliveries;

namespace Platica.Processing.Tests.Cloud;

/// <summary>How the Azure home of one run is set up.</summary>
/// <param name="Cloud">The services.</param>
/// <param name="Instances">How many processes there are at a time.</param>
/// <param name="Processing">How patient they are.</param>
internal sealed record CloudSetup(CloudServices Cloud, int Instances, ProcessingOptions Processing)
{
    private const int ManyDeliveries = 300;
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
