using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Faults;

/// <summary>One process that takes batches from the queue. A crashed one never goes on; another takes its place.</summary>
internal sealed class Consumer
{
    private readonly Pipeline _pipeline;

    public Consumer(string name, ITableStore store, Action<GatedCall> gate, TimeProvider clock, ProcessingOptions options)
    {
        Name = name;
        _pipeline = new(new GatedTableStore(store, this, gate), clock, options);
    }

    /// <summary>Tells it from the others in a log.</summary>
    public string Name { get; }

    /// <summary>The batch it works on.</summary>
    public IReadOnlyList<AtLeastOnceQueue.Lease> Batch { get; private set; } = [];

    /// <summary>Its work on the batch, or null while it has none.</summary>
    public Task<IReadOnlyList<Settlement>>? Work { get; private set; }

    /// <summary>Whether it crashed.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether the answer to one of the batch's calls was lost: only then it may give deliveries back.</summary>
    public bool HasLostAnswer { get; set; }

    /// <summary>Starts on a batch; returns when it waits for the store.</summary>
    public void Start(IReadOnlyList<AtLeastOnceQueue.Lease> batch)
    {
        Batch = batch;
        HasLostAnswer = false;
        Work = _pipeline.ProcessAsync([.. batch.Select(lease => lease.Delivery)]);
    }

    /// <summary>Is ready for the next batch.</summary>
    public void Finish() => (Batch, Work) = ([], null);
}
