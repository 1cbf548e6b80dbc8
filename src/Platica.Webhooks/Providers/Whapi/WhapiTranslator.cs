using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What a Whapi.Cloud delivery changes. The payload member counts, whatever the event is called. What has no meaning here, such as
/// <c>service</c>, of which nothing is documented, is archived and told to handlers as it is.
/// </summary>
internal static class WhapiTranslator
{
    /// <inheritdoc cref="IWebhookProvider.Translate"/>
    public static Translation Translate(Delivery delivery, Envelope envelope)
    {
        using var document = JsonBody.Parse(delivery);
        var item = new WhapiItem(delivery, envelope, WhapiContent.Read(document.RootElement, delivery));
        return Read(item) ?? new() { Event = new OtherEvent(item.Facts()) };
    }

    private static Translation? Read(WhapiItem item) => item.Element.ValueKind == JsonValueKind.Undefined ? null : item.Key switch
    {
        "messages" => WhapiMessageReader.Read(item),
        "messages_updates" => WhapiMessageReader.ReadUpdate(item),
        "messages_removed" => WhapiMessageReader.ReadRemoval(item),
        "messages_removed_all" => WhapiChatReader.ReadClearing(item),
        "statuses" => WhapiStatusReader.Read(item),
        "chats" or "groups" => WhapiChatReader.Read(item),
        "chats_updates" or "groups_updates" => WhapiChatReader.ReadUpdate(item),
        "chats_removed" => WhapiChatReader.ReadRemoval(item),
        "groups_participants" => WhapiChatReader.ReadParticipants(item),
        "contacts" => WhapiContactReader.Read(item),
        "contacts_updates" => WhapiContactReader.ReadUpdate(item),
        "presences" => WhapiContactReader.ReadPresence(item),
        "health" => WhapiChannelReader.ReadHealth(item),
        "qr" => WhapiChannelReader.ReadQr(item),
        "user" => WhapiChannelReader.ReadUser(item),
        "calls" => WhapiCallReader.Read(item),
        "labels" => WhapiLabelReader.Read(item),
        "labels_removed" => WhapiLabelReader.ReadRemoval(item),
        _ => null,
    };
}
