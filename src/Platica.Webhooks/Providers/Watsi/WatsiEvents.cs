namespace Platica.Webhooks.Providers.Watsi;

/// <summary>The six events that Watsi lists (docs.watsi.ai, "Webhook events"). The list is open: a name that is not here is archived as it is.</summary>
public static class WatsiEvents
{
    /// <summary>A customer wrote.</summary>
    public const string MessageReceived = "message.received";

    /// <summary>What became of a message of the business: sent, delivered, read, failed.</summary>
    public const string MessageStatus = "message.status";

    public const string ConversationCreated = "conversation.created";

    /// <summary>A conversation was assigned, closed, or given to the automation or taken from it.</summary>
    public const string ConversationUpdated = "conversation.updated";
    public const string ContactCreated = "contact.created";
    public const string ContactUpdated = "contact.updated";

    /// <summary>What the names of the events about each resource begin with.</summary>
    internal const string Message = "message";

    /// <inheritdoc cref="Message"/>
    internal const string Conversation = "conversation";

    /// <inheritdoc cref="Message"/>
    internal const string Contact = "contact";

    /// <summary>All names and what each is about, in the order of Watsi's list.</summary>
    internal static IReadOnlyDictionary<string, string> Subjects { get; } = new OrderedDictionary<string, string>(StringComparer.Ordinal)
    {
        [MessageReceived] = Message,
        [MessageStatus] = Message,
        [ConversationCreated] = Conversation,
        [ConversationUpdated] = Conversation,
        [ContactCreated] = Contact,
        [ContactUpdated] = Contact,
    };

    /// <summary>All names, in the order of Watsi's list.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Subjects.Keys];
}
