using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>What a <see cref="PlaticaBackfill"/> changes: state alone, by the rules that hold for webhooks.</summary>
internal static class PlaticaBackfillTranslator
{
    /// <inheritdoc cref="IWebhookProvider.Translate"/>
    public static Translation Translate(PlaticaContent content, Envelope envelope) => new()
    {
        Changes = envelope.EventName == PlaticaBackfill.MessagesEvent
            ? MessagesOf(content, envelope)
            : PlaticaTranslator.ChangesOf(content, envelope),
    };

    /// <summary>
    /// Each message counts at its own time, not at that of the delivery, so that it makes no difference which messages come together. The newest
    /// is the conversation's last message unless that has a later one.
    /// </summary>
    private static List<EntityChange> MessagesOf(PlaticaContent content, Envelope envelope)
    {
        var messages = content.ReadMessages().Select(message => (Message: message, Envelope: envelope with { Timestamp = TimeOf(message) })).ToList();
        var changes = messages.Select(item => PlaticaTranslator.MessageChange(item.Message, item.Envelope)).ToList();
        if (content.Conversation is { } conversation && messages.Count > 0)
        {
            var (newest, own) = messages
                .OrderBy(item => item.Message.Fields.GetTime(MessageFields.CreatedAt))
                .ThenBy(item => item.Envelope.Timestamp)
                .ThenBy(item => item.Message.Id, StringComparer.Ordinal)
                .Last();
            changes.AddRange(PlaticaTranslator.LastMessageChanges(conversation.Id, newest, own));
        }

        return changes;
    }

    private static DateTimeOffset TimeOf(Message message) =>
        message.Fields.GetTime(MessageFields.UpdatedAt) ?? message.Fields.GetTime(MessageFields.CreatedAt) ?? DateTimeOffset.UnixEpoch;
}
