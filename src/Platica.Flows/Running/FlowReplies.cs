using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>Makes replies, timed from when our code was entered.</summary>
internal sealed class FlowReplies(FlowOptions options, TimeProvider time)
{
    private static readonly byte[] Acknowledgement = """{"data":{"acknowledged":true}}"""u8.ToArray();

    /// <summary>What is left of the deadline; zero or less when it has passed.</summary>
    public TimeSpan Remaining(long startedAt) => TimeSpan.FromMilliseconds(options.DeadlineMilliseconds) - time.GetElapsedTime(startedAt);

    /// <summary>A timer that fires once.</summary>
    public ITimer After(TimeSpan remaining, TimerCallback callback) =>
        time.CreateTimer(callback, null, remaining, Timeout.InfiniteTimeSpan);

    /// <summary>A reply that somebody else makes.</summary>
    /// <exception cref="TimeoutException">It does not come in time.</exception>
    public Task<FlowReply> WithinAsync(Task<FlowReply> reply, TimeSpan remaining) => reply.WaitAsync(remaining, time);

    /// <summary>The handler's own answer.</summary>
    public FlowReply Answered(ReadOnlyMemory<byte> answer, long startedAt) => Reply(answer, FlowOutcome.Answered, startedAt);

    /// <summary>The answer of the same exchange, sent again.</summary>
    public FlowReply Repeated(FlowReply first, long startedAt) => Reply(
        first.Answer, FlowOutcome.IsFallback(first.Outcome) ? first.Outcome : FlowOutcome.Repeated, startedAt);

    /// <summary>Whether an exchange is older than one may be.</summary>
    public bool IsStale(FlowExchange exchange) =>
        options.MaxAge is { } maxAge && exchange.Timestamp is { } timestamp && time.GetUtcNow() - timestamp > maxAge;

    /// <summary>Asks the person to look at the form again.</summary>
    public FlowReply InvalidForm(FlowExchange exchange, long startedAt) =>
        Reply(FlowAnswerWriter.Write(FlowAnswer.Error(options.InvalidFormMessage), exchange), FlowOutcome.InvalidForm, startedAt);

    /// <summary>"Seen", which keeps the person where they are.</summary>
    public FlowReply Acknowledged(long startedAt) => Reply(Acknowledgement, FlowOutcome.Acknowledged, startedAt);

    /// <summary>What an error notification is answered, to one who asks whether it is answered in time.</summary>
    public FlowReply Checked(long startedAt) => Reply(Acknowledgement, FlowOutcome.Check, startedAt);

    /// <summary>What is sent in a handler's place: a message on the form's screen, else "seen".</summary>
    public FlowReply Fallback(FlowExchange exchange, string outcome, long startedAt) => Reply(
        exchange is { Action: FlowAction.DataExchange, Screen.Length: > 0 }
            ? FlowAnswerWriter.Write(FlowAnswer.Error(options.FallbackMessage), exchange)
            : Acknowledgement,
        outcome,
        startedAt);

    private FlowReply Reply(ReadOnlyMemory<byte> answer, string outcome, long startedAt) =>
        new(answer, outcome, time.GetElapsedTime(startedAt).TotalMilliseconds);
}
