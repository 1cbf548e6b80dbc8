using Platica.Processing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Tables;

/// <summary>How a Flow exchange was answered, beside its delivery. The table FlowExchanges shows it; here is what it is made of.</summary>
internal static class ReplyColumns
{
    /// <summary>Where the answer is, when it is not in the row.</summary>
    public const string AnswerReference = "ReplyAnswerReference";

    private const string Outcome = "ReplyOutcome";
    private const string Milliseconds = "ReplyMilliseconds";
    private const string Answer = "ReplyAnswer";

    /// <summary>Writes a reply. An answer that has a home elsewhere stays there.</summary>
    public static void Set(RowColumns columns, FlowReply reply)
    {
        columns[Outcome] = reply.Outcome;
        columns[Milliseconds] = reply.Milliseconds;
        if (reply.AnswerReference is { } reference)
        {
            columns[AnswerReference] = reference;
        }
        else
        {
            ColumnParts.SetBytes(columns, Answer, reply.Answer.Span);
        }
    }

    /// <summary>The reply, or null when there was none. An answer that is gone is an empty one.</summary>
    public static async Task<FlowReply?> ReadAsync(TableRow row, IBodyStore bodies, CancellationToken cancellationToken)
    {
        if (row.GetText(Outcome) is not { } outcome)
        {
            return null;
        }

        var milliseconds = row.Columns.GetValueOrDefault(Milliseconds) as double? ?? 0;
        if (row.GetText(AnswerReference) is not { } reference)
        {
            return new(ColumnParts.GetBytes(row, Answer), outcome, milliseconds);
        }

        var answer = await bodies.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        return new(answer ?? ReadOnlyMemory<byte>.Empty, outcome, milliseconds) { AnswerReference = reference };
    }
}
