namespace Platica.Processing.Tables;

/// <summary>The table CallLog: partition = workspace, row = time of the call (newest first) and call.</summary>
internal static class CallLog
{
    /// <summary>The call's id, unescaped.</summary>
    public const string CallId = "CallId";
}
