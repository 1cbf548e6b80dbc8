namespace Platica.Processing.Tables;

/// <summary>The tables.</summary>
public static class TableNames
{
    /// <summary>State: one row a conversation.</summary>
    public const string Conversations = "Conversations";

    /// <summary>State: one row a message.</summary>
    public const string Messages = "Messages";

    /// <summary>State: one row a client.</summary>
    public const string Clients = "Clients";

    /// <summary>State: one row a person's way through a Flow.</summary>
    public const string FlowResponses = "FlowResponses";

    /// <summary>State: one row a channel, which is the business's own account.</summary>
    public const string Channels = "Channels";

    /// <summary>State: one row a call.</summary>
    public const string Calls = "Calls";

    /// <summary>State: one row a label.</summary>
    public const string Labels = "Labels";

    /// <summary>Insert-only: where a message stands in its conversation.</summary>
    public const string Timeline = "Timeline";

    /// <summary>Insert-only: that a conversation was active in a quarter of an hour.</summary>
    public const string Activity = "Activity";

    /// <summary>Insert-only: when a call was.</summary>
    public const string CallLog = "CallLog";

    /// <summary>Insert-only: clients, conversations and calls of a phone.</summary>
    public const string PhoneIndex = "PhoneIndex";

    /// <summary>Insert-only: what happened to a conversation.</summary>
    public const string ConversationEvents = "ConversationEvents";

    /// <summary>Insert-only: what a person typed in a Flow and what was answered.</summary>
    public const string FlowExchanges = "FlowExchanges";

    /// <summary>Insert-only: ad referrals.</summary>
    public const string Referrals = "Referrals";

    /// <summary>Insert-only: every delivery, raw.</summary>
    public const string Events = "Events";

    /// <summary>Deliveries that could not be processed: one row each, however often it fails.</summary>
    public const string DeadLetters = "DeadLetters";

    /// <summary>Insert-only: which workspaces and Flows there are, and which days have events or dead letters.</summary>
    public const string Directory = "Directory";

    /// <summary>Which persons were erased, under keyed hashes, so that nothing brings them back.</summary>
    public const string Erasures = "Erasures";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Conversations, Messages, Clients, FlowResponses, Channels, Calls, Labels, Timeline, Activity, CallLog, PhoneIndex, ConversationEvents, FlowExchanges,
        Referrals, Events, DeadLetters, Directory, Erasures,
    ];
}
