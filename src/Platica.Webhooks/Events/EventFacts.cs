using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>What every event tells, whatever it is about.</summary>
public sealed class EventFacts
{
    /// <inheritdoc cref="WebhookEvent.EventId"/>
    public required string EventId { get; init; }

    /// <inheritdoc cref="WebhookEvent.LogId"/>
    public string LogId
    {
        get => field ?? EventId;
        init;
    }

    /// <inheritdoc cref="WebhookEvent.EventName"/>
    public required string EventName { get; init; }

    /// <inheritdoc cref="WebhookEvent.Provider"/>
    public required string Provider { get; init; }

    /// <inheritdoc cref="WebhookEvent.Workspace"/>
    public required string Workspace { get; init; }

    /// <inheritdoc cref="WebhookEvent.OccurredAt"/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <inheritdoc cref="WebhookEvent.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="WebhookEvent.Conversation"/>
    public Conversation? Conversation { get; init; }

    /// <inheritdoc cref="WebhookEvent.Client"/>
    public Client? Client { get; init; }

    /// <inheritdoc cref="WebhookEvent.Message"/>
    public Message? Message { get; init; }

    /// <inheritdoc cref="WebhookEvent.Body"/>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What a delivery tells.</summary>
    public static EventFacts Of(Delivery delivery, Envelope envelope, Conversation? conversation, Client? client, Message? message) => new()
    {
        EventId = envelope.EventId,
        LogId = envelope.LogId,
        EventName = envelope.EventName,
        Provider = delivery.Provider,
        Workspace = WorkspaceKey.Of(delivery, envelope),
        OccurredAt = envelope.Timestamp,
        Source = envelope.Source,
        Conversation = conversation,
        Client = client,
        Message = message,
        Body = delivery.Body,
    };
}
