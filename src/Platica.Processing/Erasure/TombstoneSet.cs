using System.Collections.Concurrent;
using Platica.Processing.Deliveries;

namespace Platica.Processing.Erasure;

/// <summary>The erased persons of a workspace. Made for one piece of work: it remembers what it has read. Several threads may ask.</summary>
internal sealed class TombstoneSet(Tombstones tombstones, string workspace) : IPersonKeySet
{
    private const int MembersAtOnce = 16;

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

    /// <summary>Those of some members of a group, or other keys of a map, who were erased, and when. A group may have a thousand.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FindMembersAsync(IEnumerable<string> members, CancellationToken cancellationToken)
    {
        var erased = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await Bounded.ForEachAsync(members.Distinct(StringComparer.Ordinal), MembersAtOnce, FindMemberAsync).ConfigureAwait(false);
        return erased;

        async Task FindMemberAsync(string member)
        {
            if (await this.FindAnyAsync(PersonKeys.KeysOfMember(member), cancellationToken).ConfigureAwait(false) is { } erasedAt)
            {
                erased[member] = erasedAt;
            }
        }
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
