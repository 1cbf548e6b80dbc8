using System.Runtime.InteropServices;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>
/// The state of one entity: a map from field to the value that won and the version it won with. Applying changes gives the same
/// map in any order and for any repetition, which is why retries, replays and rebuilds are safe.
/// </summary>
/// <param name="capacity">How many fields to expect.</param>
internal sealed class EntityState(int capacity = 0)
{
    private readonly Dictionary<(Field Field, string? Key), Slot> _slots = new(capacity);

    /// <summary>Every field ever set or cleared.</summary>
    public IReadOnlyDictionary<(Field Field, string? Key), Slot> Slots => _slots;

    /// <summary>What every field is set to.</summary>
    public IEnumerable<FieldAssignment> Values => _slots.Select(slot => new FieldAssignment(slot.Key.Field, slot.Key.Key, slot.Value.Value));

    /// <summary>The distinct versions at which something was set or cleared, in order.</summary>
    public List<ChangeVersion> Versions()
    {
        var versions = new List<ChangeVersion>();
        foreach (var slot in _slots.Values)
        {
            var place = versions.BinarySearch(slot.Version);
            if (place < 0)
            {
                versions.Insert(~place, slot.Version);
            }
        }

        return versions;
    }

    /// <summary>The keys of a map field that were ever set or cleared, in ordinal order.</summary>
    public IReadOnlyList<(string Key, Slot Slot)> MembersOf(Field field)
    {
        List<(string Key, Slot Slot)>? members = null;
        foreach (var ((slotField, key), slot) in _slots)
        {
            if (key is not null && ReferenceEquals(slotField, field))
            {
                (members ??= []).Add((key, slot));
            }
        }

        members?.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return members ?? (IReadOnlyList<(string, Slot)>)[];
    }

    /// <summary>Applies a change; false when it brought nothing newer.</summary>
    public bool Apply(EntityChange change)
    {
        var version = change.Version with { EventId = VersionCodec.ShortId(change.Version.EventId) };
        var changed = false;
        _slots.EnsureCapacity(change.Fields.Count);
        foreach (var (field, key, value) in change.Fields)
        {
            changed |= Apply(field, key, new Slot(ValueLimits.Cut(field, value), version));
        }

        return changed;
    }

    /// <summary>Forgets what was set or cleared at certain versions; false when there is no such thing.</summary>
    public bool Forget(Func<ChangeVersion, bool> isForgotten) => Forget((_, version) => isForgotten(version));

    /// <summary>
    /// Forgets what was told up to a time; false when there is no such thing. What is ranked without a time, such as the status of a message, goes
    /// when nothing else is left.
    /// </summary>
    public bool ForgetUpTo(DateTimeOffset time) =>
        Forget(version => version.Timestamp <= time && !IsTimeless(version)) | (_slots.Values.All(slot => IsTimeless(slot.Version)) && Forget(IsTimeless));

    /// <summary>Forgets what some fields were told up to a time; false when there is no such thing.</summary>
    public bool ForgetUpTo(IReadOnlyCollection<Field> fields, DateTimeOffset time) =>
        Forget((slot, version) => fields.Contains(slot.Field) && version.Timestamp <= time);

    /// <summary>Forgets keys of map fields, each as far as it was told up to a time; false when there is no such thing.</summary>
    public bool ForgetKeys(IReadOnlyCollection<Field> fields, IReadOnlyDictionary<string, DateTimeOffset> keys) =>
        Forget((slot, version) => slot.Key is not null && fields.Contains(slot.Field) && keys.TryGetValue(slot.Key, out var time) && version.Timestamp <= time);

    /// <summary>What a field is set to; null when it is not.</summary>
    public object? ValueOf(Field field) => _slots.GetValueOrDefault((field, null)).Value.Value;

    /// <summary>Puts back what a stored row held.</summary>
    public void Restore(Field field, string? key, Slot slot) => _slots[(field, key)] = slot;

    private static bool IsTimeless(ChangeVersion version) => version.Timestamp == DateTimeOffset.UnixEpoch;

    private bool Forget(Func<(Field Field, string? Key), ChangeVersion, bool> isForgotten)
    {
        var forgotten = _slots.Where(slot => isForgotten(slot.Key, slot.Value.Version)).Select(slot => slot.Key).ToList();
        forgotten.ForEach(slot => _slots.Remove(slot));
        return forgotten.Count > 0;
    }

    private bool Apply(Field field, string? key, Slot slot)
    {
        ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, (field, key), out var isSet);
        if (isSet && !Wins(field.Merge, slot, current))
        {
            return false;
        }

        current = slot;
        return true;
    }

    private static bool Wins(FieldMerge rule, Slot challenger, Slot current)
    {
        var byVersion = challenger.Version.CompareTo(current.Version);
        if (rule == FieldMerge.Latest && byVersion != 0)
        {
            return byVersion > 0;
        }

        var byValue = challenger.Value.CompareTo(current.Value);
        return rule == FieldMerge.Latest ? byValue > 0 : byValue < 0 || (byValue == 0 && byVersion < 0);
    }

    /// <summary>A value and the version that set it.</summary>
    internal readonly record struct Slot(FieldValue Value, ChangeVersion Version);
}
