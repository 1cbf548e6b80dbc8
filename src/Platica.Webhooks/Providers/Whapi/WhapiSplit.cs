using System.Buffers;
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
            // Each a moment after the one before it, so that of two items that tell of the same the later counts.
            return BodiesOf(delivery) is { Count: > 1 } bodies
                ? [.. bodies.Select((body, index) => delivery with { Body = body, ReceivedAt = delivery.ReceivedAt.AddTicks(index) })]
                : [delivery];
        }
        catch (JsonException)
        {
            return [delivery];
        }
    }

    private static List<byte[]> BodiesOf(Delivery delivery)
    {
        var members = RawMember.Read(JsonBody.WithoutMark(delivery.Body));
        var envelope = Join(members.Where(member => WhapiContent.IsEnvelope(member.Name)));
        if (envelope.Length > LargestEnvelope)
        {
            return [];
        }

        var type = TypeOf(members, delivery);
        var items = members.Where(member => WhapiContent.IsPayload(member.Name, type)).SelectMany(member => member.Values, Item).Take(MostItems + 1).ToList();
        var rest = members.Where(member => !WhapiContent.IsPayload(member.Name, type) && !WhapiContent.IsEnvelope(member.Name) && !member.IsEmpty).ToList();
        return items.Count > MostItems ? [] : [.. items.Concat(rest.Count > 0 ? [Join(rest)] : []).Select(part => Object(part, envelope))];
    }

    private static string? TypeOf(List<RawMember> members, Delivery delivery)
    {
        var named = members.FindLast(member => member.Name == "event").Value;
        using var document = named.IsEmpty ? null : JsonDocument.Parse(named);
        return WhapiContent.TypeOf(document?.RootElement ?? default, delivery);
    }

    /// <summary>A payload member with one item.</summary>
    private static byte[] Item(RawMember member, ReadOnlyMemory<byte> value) =>
        member.IsList
            ? [.. member.RawName.Span, .. ":["u8, .. value.Span, .. "]"u8]
            : [.. member.RawName.Span, .. ":"u8, .. value.Span];

    private static byte[] Join(IEnumerable<RawMember> members)
    {
        var joined = new ArrayBufferWriter<byte>();
        foreach (var member in members)
        {
            joined.Write(joined.WrittenCount == 0 ? [] : ","u8);
            joined.Write(member.RawName.Span);
            joined.Write(":"u8);
            joined.Write(member.Value.Span);
        }

        return joined.WrittenSpan.ToArray();
    }

    private static byte[] Object(byte[] members, byte[] envelope) => [.. "{"u8, .. members, .. envelope.Length == 0 ? [] : ","u8, .. envelope, .. "}"u8];
}
