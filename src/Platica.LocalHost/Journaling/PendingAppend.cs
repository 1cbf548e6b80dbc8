using System.Buffers;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>A record on its way to the device. Its bytes are rented and go back when its fate is known.</summary>
internal sealed class PendingAppend : TaskCompletionSource<string>
{
    private readonly byte[] _buffer;

    private PendingAppend(byte[] buffer, int length)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _buffer = buffer;
        Length = length;
    }

    /// <summary>Length of the whole frame.</summary>
    public int Length { get; }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(0, Length);

    /// <summary>Makes the record of a delivery.</summary>
    /// <exception cref="QueueUnavailableException">It is larger than a record may be.</exception>
    public static PendingAppend Of(Delivery delivery, uint salt)
    {
        var payloadBytes = DeliverySerializer.SizeOf(delivery);
        if (payloadBytes > RecordFrame.MaxPayloadBytes)
        {
            throw new QueueUnavailableException(
                $"A delivery of {payloadBytes} bytes does not fit into the journal; a record holds {RecordFrame.MaxPayloadBytes}.");
        }

        var length = RecordFrame.HeaderBytes + (int)payloadBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        DeliverySerializer.Write(delivery, buffer.AsSpan(RecordFrame.HeaderBytes, (int)payloadBytes));
        RecordFrame.Seal(buffer.AsSpan(0, length), salt);
        return new PendingAppend(buffer, length);
    }

    /// <summary>The record is on the device at <paramref name="offset"/>.</summary>
    public void Succeed(long offset)
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        SetResult(JournalReference.Of(offset));
    }

    /// <summary>The record is not on the device.</summary>
    public void Fail(QueueUnavailableException error)
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        SetException(error);
    }
}
