using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Reads the envelope without building a document.</summary>
internal static class PlaticaEnvelope
{
    /// <summary>
    /// Reads top-level members, the first of each name, until all are known. A body that breaks off after its event name still has an
    /// envelope; that the rest is broken comes out when it is translated, off the request path.
    /// </summary>
    public static bool TryRead(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem)
    {
        var body = JsonBody.WithoutMark(delivery.Body).Span;
        var mayHoldExchange = body.IndexOf("flowExchange"u8) >= 0;
        var header = default(Header);
        problem = null;
        try
        {
            problem = Read(body, ref header, mayHoldExchange);
        }
        catch (JsonException)
        {
            problem = header.Event is null ? "The body is not well-formed JSON." : null;
        }

        // The header is not signed: whoever adds one could keep a lead from being stored.
        var isCheck = header is { Event: PlaticaCheck.EventName, ResourceType: PlaticaEvents.FlowResponse };
        var named = delivery.Attributes.GetValueOrDefault(PlaticaHeaders.EventAttribute);
        if (header.IsFlowExchange || IsFlow(named))
        {
            // Somebody waits for the answer, however broken the rest is.
            header.Event ??= named ?? PlaticaEvents.FlowExchanges;
        }

        header.Event ??= problem is null ? named : null;
        if (header.Event is null)
        {
            problem ??= "Neither the body nor the X-Webhook-Event header names an event.";
            envelope = null;
            return false;
        }

        envelope = new Envelope
        {
            EventName = header.Event,
            EventId = header.Id ?? Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span)),
            LogId = header.Id ?? Envelope.HashOnly,
            WorkspaceId = header.WorkspaceId ?? Envelope.UnknownWorkspace,
            Timestamp = header.Timestamp ?? HeaderTime(delivery) ?? delivery.ReceivedAt,
            Source = header.Source,
            ResourceType = header.ResourceType,
            ResourceId = header.ResourceId,
            IsFlowExchange = header.IsFlowExchange || IsFlow(header.Event),
            IsCheck = isCheck,
        };
        return true;
    }

    private static bool IsFlow(string? eventName) => eventName?.StartsWith(PlaticaEvents.FlowPrefix, StringComparison.Ordinal) == true;

    private static string? Read(ReadOnlySpan<byte> body, ref Header header, bool mayHoldExchange)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return "The body is not a JSON object.";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (mayHoldExchange && JsonValues.NameIs(ref reader, "data"u8))
            {
                reader.Read();
                header.HasFlowExchange |= HasFlowExchange(ref reader);
                mayHoldExchange = false;
            }
            else
            {
                ReadMember(ref reader, ref header);
            }

            if (!mayHoldExchange && header.IsComplete)
            {
                break;
            }
        }

        return null;
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref Header header)
    {
        if (JsonValues.NameIs(ref reader, "event"u8))
        {
            ReadText(ref reader, ref header.Event);
        }
        else if (JsonValues.NameIs(ref reader, "id"u8))
        {
            ReadText(ref reader, ref header.Id);
        }
        else if (JsonValues.NameIs(ref reader, "workspaceId"u8))
        {
            ReadText(ref reader, ref header.WorkspaceId);
        }
        else if (JsonValues.NameIs(ref reader, "source"u8))
        {
            ReadText(ref reader, ref header.Source);
        }
        else if (JsonValues.NameIs(ref reader, "resourceType"u8))
        {
            ReadText(ref reader, ref header.ResourceType);
        }
        else if (JsonValues.NameIs(ref reader, "resourceId"u8))
        {
            ReadText(ref reader, ref header.ResourceId);
            header.ResourceIdSeen = true;
        }
        else if (JsonValues.NameIs(ref reader, "timestamp"u8))
        {
            reader.Read();
            header.Timestamp ??= JsonValues.ReadTime(ref reader);
            reader.Skip();
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static void ReadText(ref Utf8JsonReader reader, ref string? value)
    {
        reader.Read();
        value ??= JsonValues.ReadText(ref reader);
        reader.Skip();
    }

    private static bool HasFlowExchange(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isExchange = JsonValues.NameIs(ref reader, "flowExchange"u8);
            reader.Read();
            found |= isExchange && reader.TokenType != JsonTokenType.Null;
            reader.Skip();
        }

        return found;
    }

    private static DateTimeOffset? HeaderTime(Delivery delivery) =>
        JsonValues.ParseTime(delivery.Attributes.GetValueOrDefault(PlaticaHeaders.TimestampAttribute));

    private struct Header
    {
        public string? Event;
        public string? Id;
        public string? WorkspaceId;
        public string? Source;
        public string? ResourceType;
        public string? ResourceId;
        public bool ResourceIdSeen;
        public DateTimeOffset? Timestamp;
        public bool HasFlowExchange;

        public readonly bool IsFlowExchange => HasFlowExchange || ResourceType == PlaticaEvents.FlowResponse;

        /// <summary>Whether reading on could add nothing. A null resource id is an answer too.</summary>
        public readonly bool IsComplete => Event is not null && Id is not null && WorkspaceId is not null && Source is not null
            && ResourceType is not null && ResourceIdSeen && Timestamp is not null;
    }
}
