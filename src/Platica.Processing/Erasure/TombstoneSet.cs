using System.Collections.Concurrent;

namespace Platica.Processing.Erasure;

/// <summary>The erased persons of a workspace. Made for one piece of work: it remembers what it has read.</summary>
internal sealed class TombstoneSet(Tombstones tombstones, string workspace) : IPersonKeySet
{
    private readonly ConcurrentDictionary<PersonKey, DateTimeOffset?> _known = new();

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> FindAsync(PersonKey key, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(key, out var time))
        {
            _known[key] = time = await tombstones.FindAsync(workspace, key, cancellationToken).ConfigureAwait(false);
        }

        return time;
    }

    /// <summary>Adds keys for good.</summary>
    public async Task AddAsync(IReadOnlyCollection<PersonKey> keys, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        await tombstones.WriteAsync(workspace, keys.Distinct(), erasedAt, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            _known.TryRemove(key, out _);
        }
    }
}
