using System.Text;
using System.Text.Json;
using Platica.Flows.FlowJson;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Testing;

/// <summary>What the phone got, and what went wrong on the way.</summary>
public sealed class FlowTestAnswer
{
    internal FlowTestAnswer(FlowReply reply, IReadOnlyList<FlowAnswerViolation> violations, IReadOnlyList<string> log, Exception? exception)
    {
        (Outcome, Milliseconds, Violations, Log, Exception) = (reply.Outcome, reply.Milliseconds, violations, log, exception);
        Json = Encoding.UTF8.GetString(reply.Answer.Span);
        var answer = JsonElement.Parse(reply.Answer.Span);
        Screen = answer.TryGetProperty("screen"u8, out var screen) ? screen.GetString() : null;
        Data = answer.TryGetProperty("data"u8, out var data) ? data : FlowExchange.EmptyObject;
    }

    /// <summary>How it ended: one of <see cref="FlowOutcome"/>, <see cref="FlowOutcome.Answered"/> when all is well.</summary>
    public string Outcome { get; }

    /// <summary>The answer as it was sent.</summary>
    public string Json { get; }

    /// <summary>The screen to show, <c>SUCCESS</c> at the end; null for new data of the current screen.</summary>
    public string? Screen { get; }

    /// <summary>The answer's data, a JSON object.</summary>
    public JsonElement Data { get; }

    /// <summary>What the person reads as an error; null when nothing is wrong.</summary>
    public string? ErrorMessage =>
        Data.TryGetProperty("error_message"u8, out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;

    /// <summary>Whether the Flow has ended.</summary>
    public bool IsComplete => Data.TryGetProperty("extension_message_response"u8, out _);

    /// <summary>How the handler's answer did not fit the Flow JSON, mended or not; empty when it did, or the Flow names no file.</summary>
    public IReadOnlyList<FlowAnswerViolation> Violations { get; }

    /// <summary>What was logged: the Flow, the screen, and why something went wrong.</summary>
    public IReadOnlyList<string> Log { get; }

    /// <summary>What the handler threw.</summary>
    public Exception? Exception { get; }

    /// <summary>From asking to the answer; 0 where the deadline does not hold.</summary>
    public double Milliseconds { get; }

    /// <summary>Outcome, answer, and what went wrong, for the message of a test that fails.</summary>
    public override string ToString() => $"{Outcome} {Json}{string.Concat(Log.Append(Exception?.ToString()).Select(line => Environment.NewLine + line))}".TrimEnd();
}
