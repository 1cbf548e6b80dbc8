namespace Platica.Flows;

/// <summary>The words for how an exchange ended, as kept in <see cref="Webhooks.FlowReply.Outcome"/>.</summary>
public static class FlowOutcome
{
    /// <summary>The handler's answer was sent.</summary>
    public const string Answered = "answered";

    /// <summary>WhatsApp reported an error of its own; it was acknowledged and no handler ran.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>The receiver's owner checked it (<see cref="Webhooks.Envelope.IsCheck"/>): acknowledged as an error notification is, and nothing else done.</summary>
    public const string Check = "check";

    /// <summary>The same exchange had come before, or at the same time: it got that one's answer, and no handler ran.</summary>
    public const string Repeated = "repeated";

    /// <summary>The exchange was older than <see cref="FlowOptions.MaxAge"/>; no handler ran.</summary>
    public const string Stale = "stale";

    /// <summary>The handler had not answered by the deadline.</summary>
    public const string Deadline = "deadline";

    /// <summary>The handler threw.</summary>
    public const string Failed = "failed";

    /// <summary>As many handlers of this Flow as may run at once were running already.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The handler's answer would have been refused.</summary>
    public const string InvalidAnswer = "invalid-answer";

    /// <summary>The form was not what the handler expects.</summary>
    public const string InvalidForm = "invalid-form";

    /// <summary>No Flow of this id or name, no default one, and not exactly one.</summary>
    public const string UnknownFlow = "unknown-flow";

    /// <summary>The Flow has no handler for this action and screen.</summary>
    public const string NoHandler = "no-handler";

    /// <summary>
    /// Whether the answer was the fallback: nobody here could or would answer. A form that did not fit is told to the person, as it should be.
    /// </summary>
    public static bool IsFallback(string outcome) =>
        outcome is Deadline or Failed or Overloaded or InvalidAnswer or UnknownFlow or NoHandler or Stale;
}
