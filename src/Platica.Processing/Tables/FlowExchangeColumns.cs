using Platica.Webhooks.Flows;

namespace Platica.Processing.Tables;

/// <summary>
/// The table FlowExchanges holds every exchange twice: by session, oldest first (partition = workspace and token), and by Flow, newest first
/// (partition = workspace, <c>flow</c> and the Flow's id), so that neither question scans.
/// </summary>
internal static class FlowExchangeColumns
{
    public const string FlowToken = "FlowToken";
    public const string FlowId = "FlowId";
    public const string FlowName = "FlowName";
    public const string Action = "Action";
    public const string Screen = "Screen";

    /// <summary>What the person typed: raw JSON.</summary>
    public const string Payload = "Payload";

    /// <summary>What was answered: raw JSON.</summary>
    public const string Answer = "Answer";
    public const string Outcome = "Outcome";
    public const string Milliseconds = "Milliseconds";
    public const string At = "At";
    public const string ClientId = "ClientId";
    public const string ConversationId = "ConversationId";

    /// <summary>The partition of a session.</summary>
    public static string ByToken(string workspace, string token) => TableKey.Join(workspace, token);

    /// <summary>The partition of a Flow.</summary>
    public static string ByFlow(string workspace, string flowId) => string.Concat(TableKey.Join(workspace, "flow"), "|", TableKey.Escape(flowId));

    /// <summary>How an action is written.</summary>
    public static string NameOf(FlowAction action) => action switch
    {
        FlowAction.Init => "init",
        FlowAction.DataExchange => "data_exchange",
        FlowAction.Back => "back",
        _ => "unknown",
    };

    /// <summary>The action that was written so.</summary>
    public static FlowAction ActionOf(string? name) => Array.Find(Enum.GetValues<FlowAction>(), action => NameOf(action) == name);
}
