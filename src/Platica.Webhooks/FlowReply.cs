namespace Platica.Webhooks;

/// <summary>How a Flow exchange was answered; kept beside its delivery because the form a person filled in is the lead.</summary>
/// <param name="Answer">The JSON that was sent, UTF-8.</param>
/// <param name="Outcome">One lower-case word: <c>answered</c>, <c>repeated</c>, <c>acknowledged</c>, <c>check</c>, or why the fallback was sent (<c>deadline</c>, <c>failed</c>, …).</param>
/// <param name="Milliseconds">From entering our code to having the answer.</param>
public sealed record FlowReply(ReadOnlyMemory<byte> Answer, string Outcome, double Milliseconds)
{
    /// <summary>Where the answer is already archived, or null when it travels only with its delivery.</summary>
    public string? AnswerReference { get; init; }
}
