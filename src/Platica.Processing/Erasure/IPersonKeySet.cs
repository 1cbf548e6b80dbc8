namespace Platica.Processing.Erasure;

/// <summary>What belongs to persons.</summary>
internal interface IPersonKeySet
{
    /// <summary>Up to when what a key stands for belongs to them; null when it does not.</summary>
    Task<DateTimeOffset?> FindAsync(PersonKey key, CancellationToken cancellationToken);
}

/// <summary>Questions about sets of keys.</summary>
internal static class PersonKeySetQuestions
{
    /// <summary>The latest time of those of some keys that belong to them; null when none does.</summary>
    public static async Task<DateTimeOffset?> FindAnyAsync(this IPersonKeySet set, IEnumerable<PersonKey> keys, CancellationToken cancellationToken)
    {
        DateTimeOffset? latest = null;
        foreach (var key in keys)
        {
            if (await set.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } time && !(time < latest))
            {
                latest = time;
            }
        }

        return latest;
    }

    /// <summary>Those of some keys that belong to them, and up to when.</summary>
    public static async Task<IReadOnlyDictionary<PersonKey, DateTimeOffset>> OfAsync(
        this IPersonKeySet set, IEnumerable<PersonKey> keys, CancellationToken cancellationToken)
    {
        var own = new Dictionary<PersonKey, DateTimeOffset>();
        foreach (var key in keys)
        {
            if (await set.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } time)
            {
                own[key] = time;
            }
        }

        return own;
    }

    /// <summary>Whether a delivery belongs to them: one of its keys does, and it was told, or came, no later than that.</summary>
    public static async Task<bool> HoldsAsync(this IPersonKeySet set, TranslatedDelivery delivery, CancellationToken cancellationToken) =>
        await set.FindAnyAsync(delivery.Keys.Deciding, cancellationToken).ConfigureAwait(false) >= delivery.KnownAt;

    /// <summary>Whether a row's subject belongs to them, as far as it tells one.</summary>
    public static async Task<bool> AllOfAsync(this IPersonKeySet set, IEnumerable<PersonKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await set.FindAsync(key, cancellationToken).ConfigureAwait(false) is null)
            {
                return false;
            }
        }

        return true;
    }
}
