using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;

namespace Platica.Processing.Tests.Cloud;

/// <summary>What outlives every process: tables, blobs, the broker, and what the business's handlers got.</summary>
internal sealed class CloudServices
{
    public CloudServices(int maxDeliveryCount) => Broker = new(Clock, maxDeliveryCount);

    public ManualTimeProvider Clock { get; } = new();

    public ObservedTableStore Tables { get; } = new(new InMemoryTableStore());

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryBroker Broker { get; }

    /// <summary>The events that handlers got, each once.</summary>
    public HashSet<string> Handed { get; } = [];

    /// <summary>Whether messages wait in the fallback store.</summary>
    public bool HasFallback => Blobs.Names.Any(name => name.StartsWith("fallback/", StringComparison.Ordinal));
}
