using System.Globalization;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>The place of a record as a body reference: <c>journal:</c> and its offset. With <c>/answer</c> at its end it names the answer to a Flow.</summary>
internal static class JournalReference
{
    private const string Prefix = "journal:";
    private const string AnswerSuffix = "/answer";

    /// <summary>The reference of the record at <paramref name="offset"/>.</summary>
    public static string Of(long offset) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{offset}");

    /// <summary>The offset, if this is a reference into a journal.</summary>
    public static bool TryParse(string reference, out long offset)
    {
        offset = 0;
        return reference.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(reference.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }

    /// <summary>The delivery as the record at <paramref name="reference"/> holds it: its body is there, and its answer, if it has one.</summary>
    public static Delivery Stamp(Delivery delivery, string reference) => delivery with
    {
        BodyReference = reference,
        Reply = delivery.Reply is { } reply ? reply with { AnswerReference = reference + AnswerSuffix } : null,
    };

    /// <summary>The reference in a journal whose records have moved; one of another kind stays as it is, and one to what is gone names no record.</summary>
    public static string Moved(string reference, MovedRecords moved)
    {
        var suffix = IsAnswer(reference, out var record) ? AnswerSuffix : string.Empty;
        return TryParse(record, out var offset) ? Of(moved.Find(offset) ?? 0) + suffix : reference;
    }

    /// <summary>Whether a reference names an answer, and the reference of its record.</summary>
    public static bool IsAnswer(string reference, out string record)
    {
        var isAnswer = reference.EndsWith(AnswerSuffix, StringComparison.Ordinal);
        record = isAnswer ? reference[..^AnswerSuffix.Length] : reference;
        return isAnswer;
    }
}
