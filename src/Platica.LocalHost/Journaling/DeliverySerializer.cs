using System.Text;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>The journal's form of a delivery, written and read here only. <see cref="Delivery.BodyReference"/> is left out: the record's place is it.</summary>
internal static class DeliverySerializer
{
    /// <summary>The first byte of a delivery's payload. A new layout gets a new kind; this version skips kinds it does not know.</summary>
    public const byte Kind = 1;

    private const int FixedBytes = sizeof(byte) + sizeof(long) + sizeof(int) + sizeof(byte);

    /// <summary>Length of the payload that <see cref="Write"/> makes.</summary>
    public static long SizeOf(Delivery delivery)
    {
        long size = FixedBytes + PayloadWriter.SizeOf(delivery.Provider) + delivery.Body.Length;
        foreach (var (name, value) in delivery.Attributes)
        {
            size += PayloadWriter.SizeOf(name) + PayloadWriter.SizeOf(value);
        }

        return delivery.Reply is { } reply
            ? size + PayloadWriter.SizeOf(reply.Outcome) + sizeof(double) + sizeof(int) + reply.Answer.Length
            : size;
    }

    /// <summary>Writes the payload: kind, time, provider, attributes, reply, body.</summary>
    public static void Write(Delivery delivery, Span<byte> payload)
    {
        var writer = new PayloadWriter(payload);
        writer.Byte(Kind);
        writer.Int64(delivery.ReceivedAt.UtcTicks);
        writer.Text(delivery.Provider);
        writer.Int32(delivery.Attributes.Count);
        foreach (var (name, value) in delivery.Attributes)
        {
            writer.Text(name);
            writer.Text(value);
        }

        writer.Byte(delivery.Reply is null ? (byte)0 : (byte)1);
        if (delivery.Reply is { } reply)
        {
            writer.Text(reply.Outcome);
            writer.Double(reply.Milliseconds);
            writer.Bytes(reply.Answer.Span);
        }

        writer.Rest(delivery.Body.Span);
    }

    /// <summary>Reads a payload of this <see cref="Kind"/>; nothing returned points into it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is not what <see cref="Write"/> makes.</exception>
    public static Delivery Read(ReadOnlySpan<byte> payload, string bodyReference, RecurringTexts texts)
    {
        var reader = new PayloadReader(payload[1..]);
        var delivery = new Delivery
        {
            ReceivedAt = new DateTimeOffset(reader.Int64(), TimeSpan.Zero),
            Provider = texts.Get(reader.Bytes()),
            Attributes = ReadAttributes(ref reader, texts),
            Reply = ReadReply(ref reader, texts),
            Body = reader.Rest().ToArray(),
        };
        return JournalReference.Stamp(delivery, bodyReference);
    }

    private static IReadOnlyDictionary<string, string> ReadAttributes(ref PayloadReader reader, RecurringTexts texts)
    {
        var count = reader.Int32();
        if (count == 0)
        {
            return Delivery.EmptyAttributes;
        }

        var attributes = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            attributes[texts.Get(reader.Bytes())] = Encoding.UTF8.GetString(reader.Bytes());
        }

        return attributes;
    }

    private static FlowReply? ReadReply(ref PayloadReader reader, RecurringTexts texts)
    {
        if (reader.Byte() == 0)
        {
            return null;
        }

        var outcome = texts.Get(reader.Bytes());
        var milliseconds = reader.Double();
        return new FlowReply(reader.Bytes().ToArray(), outcome, milliseconds);
    }
}
