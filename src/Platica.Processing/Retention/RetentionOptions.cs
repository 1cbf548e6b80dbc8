namespace Platica.Processing.Retention;

/// <summary>How long what is kept. Null, which is the default everywhere, means for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary><c>Retention:Events</c>: the archive, by the event's day. Rows, and bodies wherever they are.</summary>
    public TimeSpan? Events { get; init; }

    /// <summary><c>Retention:DeadLetters</c>, by the day of arrival.</summary>
    public TimeSpan? DeadLetters { get; init; }

    /// <summary><c>Retention:Messages</c>, by the time of writing: messages and their places in conversations.</summary>
    public TimeSpan? Messages { get; init; }

    /// <summary><c>Retention:ConversationEvents</c>, by the event's time.</summary>
    public TimeSpan? ConversationEvents { get; init; }

    /// <summary><c>Retention:Conversations</c>, by the last activity: conversations with all that is in them.</summary>
    public TimeSpan? Conversations { get; init; }

    /// <summary><c>Retention:Referrals</c>, by the event's time.</summary>
    public TimeSpan? Referrals { get; init; }

    /// <summary><c>Retention:FlowExchanges</c>: exchanges by their time, and a way through a Flow by the last that is known of it.</summary>
    public TimeSpan? FlowExchanges { get; init; }

    /// <summary><c>Retention:Calls</c>, by the first time that was told of the call.</summary>
    public TimeSpan? Calls { get; init; }

    /// <summary>Whether anything is ever deleted.</summary>
    public bool IsOn => this != new RetentionOptions();
}
