using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>One item and what its readers need to know of the delivery that brought it.</summary>
internal sealed class WhapiItem(Delivery delivery, Envelope envelope, WhapiContent content)
{
    /// <summary>The item.</summary>
    public JsonElement Element => content.Item;

    /// <summary>The event's method.</summary>
    public string Method => content.Method;

    /// <summary>The payload member that holds it.</summary>
    public string Key => content.Key;

    /// <summary>The channel's id; null where it is not told.</summary>
    public string? ChannelId => content.ChannelId;

    /// <summary>The id under which the channel is kept: its own, else <c>unknown</c>.</summary>
    public string ChannelKey => envelope.WorkspaceId;

    /// <summary>When the delivery arrived: the only clock of what has none of its own.</summary>
    public DateTimeOffset HeardAt => delivery.ReceivedAt;

    /// <summary>The envelope's time.</summary>
    public DateTimeOffset Timestamp => envelope.Timestamp;

    /// <summary>The event's id.</summary>
    public string EventId => envelope.EventId;

    /// <summary>An id of our own for what came without one.</summary>
    public string WithoutId => $"~{envelope.EventId}";

    /// <summary>The id that an item is, or has.</summary>
    public string? Id => JsonValues.GetNonEmptyText(Element.ValueKind == JsonValueKind.String ? Element : JsonValues.Member(Element, "id"u8));

    /// <summary>A member of the item.</summary>
    public JsonElement Member(ReadOnlySpan<byte> name) => JsonValues.Member(Element, name);

    /// <summary>The version of what tells its own time.</summary>
    public ChangeVersion At(DateTimeOffset time, int rank = 0) => new(time, time, envelope.EventId, rank);

    /// <summary>The version of what tells none: when it was heard, though never before the time of what it is about.</summary>
    public ChangeVersion Heard(DateTimeOffset? notBefore = null) =>
        new(notBefore > HeardAt ? notBefore.Value : HeardAt, envelope.Timestamp, envelope.EventId);

    /// <summary>What the business's handlers are told.</summary>
    public EventFacts Facts(Conversation? conversation = null, Client? client = null, Message? message = null) =>
        EventFacts.Of(delivery, envelope, conversation, client, message);
}
