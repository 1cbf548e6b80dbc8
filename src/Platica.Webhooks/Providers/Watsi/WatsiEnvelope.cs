using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>Reads the envelope: <c>id</c>, <c>type</c>, <c>created_at</c>, <c>workspace_id</c>. What the signed body tells counts, whatever the headers say.</summary>
internal static class WatsiEnvelope
{
    /// <inheritdoc cref="IWebhookProvider.TryReadEnvelope"/>
    public static bool TryRead(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem)
    {
        envelope = null;
        try
        {
            using var document = JsonBody.Parse(delivery);
            var root = document.RootElement;
            var name = Text(root, "type"u8) ?? delivery.Attributes.GetValueOrDefault(WatsiHeaders.EventAttribute);
            problem = root.ValueKind != JsonValueKind.Object ? "The body is not a JSON object."
                : name is null ? "Neither the body nor the X-Watsi-Event header names an event."
                : null;
            envelope = problem is null ? Read(root, name!, delivery) : null;
        }
        catch (JsonException)
        {
            problem = "The body is not well-formed JSON in UTF-8.";
        }

        return envelope is not null;
    }

    private static Envelope Read(JsonElement root, string name, Delivery delivery)
    {
        var data = WatsiData.Read(root, name);
        var id = Text(root, "id"u8);
        return new Envelope
        {
            EventName = name,
            EventId = id ?? Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span)),
            LogId = id ?? Envelope.HashOnly,
            WorkspaceId = Text(root, "workspace_id"u8) ?? Envelope.UnknownWorkspace,
            Timestamp = JsonValues.ParseTime(Text(root, "created_at"u8)) ?? delivery.ReceivedAt,
            IsFlowExchange = false,
            ResourceType = data?.Subject,
            ResourceId = data?.TakeSubjectId(),
        };
    }

    private static string? Text(JsonElement root, ReadOnlySpan<byte> name) => JsonValues.GetNonEmptyText(JsonValues.Member(root, name));
}
