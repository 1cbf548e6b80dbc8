namespace Platica.Processing.Tables;

/// <summary>The columns of DeadLetters beside those of the raw delivery.</summary>
internal static class DeadLetterColumns
{
    public const string Reason = "Reason";
    public const string Description = "Description";

    /// <summary>How often it was tried in all.</summary>
    public const string Attempts = "Attempts";

    /// <summary>When it was put aside first.</summary>
    public const string FirstSeenAt = "FirstSeenAt";

    /// <summary>When it was put aside last.</summary>
    public const string LastSeenAt = "LastSeenAt";

    /// <summary>When the queue took what was put aside last: the same again is the same failure told twice.</summary>
    public const string EnqueuedAt = "EnqueuedAt";

    /// <summary>How often an operator sent it again.</summary>
    public const string Replays = "Replays";

    /// <summary>When an operator sent it again; gone once it failed again.</summary>
    public const string ReplayedAt = "ReplayedAt";
}
