using System.Buffers;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>A record on its way to the device. Its bytes are rented and go back when its fate is known.</summary>
internal sealed class PendingAppend : TaskCompletionSource<string>
{
    private readonly byte[] _buffer;

    private PendingAppend(byte kind, byte[] buffer, int length)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _buffer = buffer;
        IsDelivery = kind == DeliverySerializer.Kind;
        MustFlush = kind != Checkpoint.Kind;
        Length = length;
    }

    /// <summary>Whether it is a delivery, which is to be settled.</summary>
    public bool IsDelivery { get; }

    /// <summary>
    /// Whether it must be on the device before it counts. A checkpoint need not: a power failure that loses it makes handlers run again.
    /// </summary>
    public bool MustFlush { get; }

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

        return Seal(DeliverySerializer.Kind, (int)payloadBytes, payload => DeliverySerializer.Write(delivery, payload), salt);
    }

    /// <summary>Makes the record of a checkpoint.</summary>
    public static PendingAppend Of(Checkpoint checkpoint, uint salt) => Seal(Checkpoint.Kind, Checkpoint.PayloadBytes, checkpoint.Write, salt);

    /// <summary>Makes the record of a dead letter.</summary>
    public static PendingAppend Of(DeadLetterRecord deadLetter, uint salt) =>
        Seal(DeadLetterRecord.Kind, deadLetter.PayloadBytes, deadLetter.Write, salt);

    /// <summary>Makes the record of a row that an operation changed.</summary>
    public static PendingAppend Of(RowChange change, uint salt)
    {
        var payload = change.Serialize();
        return Seal(RowChange.Kind, payload.Length, payload.CopyTo, salt);
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

    private static PendingAppend Seal(byte kind, int payloadBytes, Action<Span<byte>> write, uint salt)
    {
        var length = RecordFrame.HeaderBytes + payloadBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        write(buffer.AsSpan(RecordFrame.HeaderBytes, payloadBytes));
        RecordFrame.Seal(buffer.AsSpan(0, length), salt);
        return new PendingAppend(kind, buffer, length);
    }
}
