using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Makes a delivery of each item that a call brought, in a call's own form. What else it told, such as <c>errors</c>, becomes one more. A call
/// of one item and nothing else keeps its body byte for byte.
/// </summary>
internal static class WhapiSplit
{
    /// <summary>A body of the usual largest size has no room for more, but for items of a few characters.</summary>
    private const int MostItems = 50_000;

    /// <summary>In bytes: each part gets a copy. Whapi.Cloud's own are a tenth of it.</summary>
    private const int LargestEnvelope = 1024;

    /// <inheritdoc cref="IWebhookProvider.Split"/>
    public static IReadOnlyList<Delivery> Split(Delivery delivery)
    {
        try
        {
            // However deep an item is, the others can be told apart from it.
            using var document = JsonDocument.Parse(JsonBody.WithoutMark(delivery.Body), new JsonDocumentOptions { MaxDepth = int.MaxValue });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Split(document.RootElement, delivery) : [delivery];
        }
        catch (JsonException)
        {
            return [delivery];
        }
    }

    private static IReadOnlyList<Delivery> Split(JsonElement root, Delivery delivery)
    {
        var type = WhapiContent.TypeOf(root, delivery);
        var members = root.EnumerateObject().ToLookup(member => WhapiContent.IsPayload(JsonValues.NameOf(member), type));
        var items = members[true].SelectMany(member => WhapiContent.ItemsOf(member.Value).Select(item => (Member: member, Item: item))).Take(MostItems + 1).ToList();
        var rest = members[false].Where(member => !WhapiContent.IsEnvelope(JsonValues.NameOf(member)) && !IsEmpty(member.Value)).ToList();
        var envelope = Join(root.EnumerateObject().Where(member => WhapiContent.IsEnvelope(JsonValues.NameOf(member))));
        if (items.Count + Math.Min(rest.Count, 1) <= 1 || items.Count > MostItems || envelope.Length > LargestEnvelope)
        {
            return [delivery];
        }

        var bodies = items.Select(item => Write(item.Member, item.Item, envelope));
        if (rest.Count > 0)
        {
            bodies = bodies.Append(Write(Join(rest), envelope));
        }

        // Each a moment after the one before it, so that of two items that tell of the same the later counts.
        return [.. bodies.Select((body, index) => delivery with { Body = body, ReceivedAt = delivery.ReceivedAt.AddTicks(index) })];
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    /// <summary>Members as they came, with commas between them.</summary>
    private static byte[] Join(IEnumerable<JsonProperty> members)
    {
        var joined = new ArrayBufferWriter<byte>();
        foreach (var member in members)
        {
            joined.Write(joined.WrittenCount == 0 ? [] : ","u8);
            WriteName(joined, member);
            joined.Write(JsonMarshal.GetRawUtf8Value(member.Value));
        }

        return joined.WrittenSpan.ToArray();
    }

    private static byte[] Write(JsonProperty member, JsonElement item, ReadOnlySpan<byte> envelope)
    {
        var isArray = member.Value.ValueKind == JsonValueKind.Array;
        var value = JsonMarshal.GetRawUtf8Value(item);
        var joined = new ArrayBufferWriter<byte>(value.Length + 64);
        WriteName(joined, member);
        joined.Write(isArray ? "["u8 : []);
        joined.Write(value);
        joined.Write(isArray ? "]"u8 : []);
        return Write(joined.WrittenSpan, envelope);
    }

    private static byte[] Write(ReadOnlySpan<byte> members, ReadOnlySpan<byte> envelope) =>
        [.. "{"u8, .. members, .. envelope.IsEmpty ? [] : ","u8, .. envelope, .. "}"u8];

    private static void WriteName(ArrayBufferWriter<byte> joined, JsonProperty member)
    {
        joined.Write("\""u8);
        joined.Write(JsonMarshal.GetRawUtf8PropertyName(member));
        joined.Write("\":"u8);
    }
}
