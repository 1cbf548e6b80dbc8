using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Processing.Tests.Events;

/// <summary>Events as a provider makes them.</summary>
internal static class EventSamples
{
    public static EventFacts Facts(string eventId, string eventName = "message.created") => new()
    {
        EventId = eventId,
        EventName = eventName,
        Provider = "platica",
        Workspace = "platica.ws_1",
        OccurredAt = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        Message = new Message("msg_1", new FieldSet()),
        Client = new Client("cli_1", new FieldSet()),
    };

    public static MessageCreated Message(string eventId = "e1") => new(Facts(eventId));

    public static ClientUpdated Client(string eventId = "e1", string eventName = "client.updated") => new(Facts(eventId, eventName));
}
