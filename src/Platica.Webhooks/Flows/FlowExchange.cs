using System.Text.Json;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Flows;

/// <summary>One question that a WhatsApp Flow on a phone asks, in no provider's words.</summary>
public sealed record FlowExchange
{
    /// <summary>The event's id.</summary>
    public required string EventId { get; init; }

    /// <summary>The provider and its workspace, such as <c>platica.ws_456</c>; null where nobody told.</summary>
    public string? Workspace { get; init; }

    /// <summary>When it happened, as its envelope tells, in UTC; null where nobody told.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What the phone asks for.</summary>
    public required FlowAction Action { get; init; }

    /// <summary>The screen the person is on; null on init and where the delivery names none (an empty name counts as none).</summary>
    public string? Screen { get; init; }

    /// <summary>The form: always a JSON object, empty where the delivery has none.</summary>
    public JsonElement Payload { get; init; } = EmptyObject;

    /// <summary>Meta's token of this session; may be missing.</summary>
    public string? FlowToken { get; init; }

    /// <summary>The Flow's id.</summary>
    public string? FlowId { get; init; }

    /// <summary>The Flow's name; deliveries may carry only the id.</summary>
    public string? FlowName { get; init; }

    /// <summary>The person, if the delivery tells.</summary>
    public Client? Client { get; init; }

    /// <summary>The conversation the Flow was sent in, if the delivery tells.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>Whether no phone asks but the receiver's owner (<see cref="Envelope.IsCheck"/>).</summary>
    public bool IsCheck { get; init; }

    /// <summary>Whether WhatsApp reports an error of its own instead of asking: the payload has <c>error</c>, <c>error_message</c> or <c>error_key</c>.</summary>
    public bool IsErrorNotification => PayloadHas("error"u8) || PayloadHas("error_message"u8) || PayloadHas("error_key"u8);

    /// <summary><c>{}</c>.</summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    private bool PayloadHas(ReadOnlySpan<byte> name) => JsonValues.Member(Payload, name).ValueKind != JsonValueKind.Undefined;
}
