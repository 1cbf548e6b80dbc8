using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>Reads single deliveries of a journal, from any thread.</summary>
internal sealed class JournalReader(IJournalFile file, uint salt)
{
    /// <summary>The delivery at a reference, or null when no intact record of one is there.</summary>
    public Delivery? Read(string reference)
    {
        Span<byte> header = stackalloc byte[RecordFrame.HeaderBytes];
        if (!JournalReference.TryParse(reference, out var offset)
            || offset > file.Length
            || file.Read(header, offset) < header.Length
            || !RecordFrame.TryReadLength(header, out var payloadBytes)
            || payloadBytes > file.Length - offset)
        {
            return null;
        }

        var frame = new byte[RecordFrame.HeaderBytes + payloadBytes];
        if (file.Read(frame, offset) < frame.Length
            || RecordFrame.StateOf(frame, salt) != FrameState.Intact
            || frame[RecordFrame.HeaderBytes] != DeliverySerializer.Kind)
        {
            return null;
        }

        return DeliverySerializer.Read(frame.AsSpan(RecordFrame.HeaderBytes), reference, new RecurringTexts());
    }

    /// <summary>Whether a record was erased, so that <see cref="Read"/> finds nothing there and nothing is wrong.</summary>
    public bool IsErased(string reference)
    {
        Span<byte> marker = stackalloc byte[RecordFrame.ErasedMarker.Length];
        return JournalReference.TryParse(reference, out var offset)
            && file.Read(marker, offset) == marker.Length
            && marker.SequenceEqual(RecordFrame.ErasedMarker);
    }
}
