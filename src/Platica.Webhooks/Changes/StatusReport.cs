using System.Globalization;
using System.Text.Json;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Changes;

/// <summary>
/// What became of a message, as a provider reports it: late, again, in any order, and by a clock of whole seconds. So the status never goes back; when each
/// one was first reported, and how far the message got with each recipient, is kept beside it.
/// </summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Status">The provider's word: <c>sent</c>, <c>delivered</c>, <c>read</c> …</param>
/// <param name="At">When, by the provider's clock.</param>
/// <param name="Recipient">With whom: the digits of the phone, else the id; null where the report does not tell.</param>
public sealed record StatusReport(string MessageId, string Status, DateTimeOffset At, string? Recipient = null)
{
    /// <summary>Each word's place on a message's way. After <c>failed</c> and <c>deleted</c> nothing comes; a word that is not here comes before all others.</summary>
    private static readonly string[] Way = ["pending", "sent", "delivered", "read", "played", "failed", "deleted"];

    private int Rank => Array.FindIndex(Way, status => status.Equals(Status, StringComparison.OrdinalIgnoreCase)) + 1;

    /// <summary>What it sets. The status has a version of constant times, so that its rank decides.</summary>
    public IEnumerable<EntityChange> Changes(string eventId)
    {
        var status = new FieldSet();
        status.Set(MessageFields.Status, FieldValue.Text(Status));
        yield return new(EntityKind.Message, MessageId, new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, eventId, Rank), status);

        var at = $"\"{At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)}\"";
        var history = new FieldSet();
        history.Set(MessageFields.StatusTimes, Status, FieldValue.Json(at));
        if (Recipient is not null)
        {
            history.Set(MessageFields.Recipients, Recipient, FieldValue.Json($$"""{"status":"{{JsonEncodedText.Encode(Status)}}","at":{{at}}}"""));
        }

        yield return new(EntityKind.Message, MessageId, new(At, At, eventId, Rank), history);
    }
}
