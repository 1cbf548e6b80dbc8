namespace Platica.LocalHost.Journaling;

/// <summary>Goes through the records of a journal from first to last with large sequential reads, stepping over what is erased or damaged.</summary>
/// <param name="file">The journal.</param>
/// <param name="salt">Its salt.</param>
/// <param name="progress">How far it has come.</param>
/// <param name="from">Where to begin: at a record, or at the first.</param>
internal sealed class JournalScanner(IJournalFile file, uint salt, IProgress<ReplayProgress>? progress, long from = JournalHeader.Bytes)
{
    private const int ReadBytes = 4 * 1024 * 1024;

    private readonly long _length = file.Length;
    private readonly List<DamagedRange> _damaged = [];
    private readonly List<RecordPlace> _halfErased = [];
    private byte[] _buffer = new byte[Math.Min(file.Length, ReadBytes)];
    private long _bufferOffset;
    private int _buffered;
    private int _payloadStart;
    private int _payloadBytes;
    private FrameState _state;

    /// <summary>Where the current record begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Behind the last record, intact or erased.</summary>
    public long End { get; private set; } = from;

    /// <summary>Bytes behind <see cref="End"/>, once the scan is over.</summary>
    public long TornBytes => _length - End;

    /// <summary>What was stepped over so far because it is damaged.</summary>
    public IReadOnlyList<DamagedRange> Damaged => _damaged;

    /// <summary>Bytes of erased records so far.</summary>
    public long ErasedBytes { get; private set; }

    /// <summary>Erased records whose erasing was cut short by a crash.</summary>
    public IReadOnlyList<RecordPlace> HalfErased => _halfErased;

    /// <summary>The current record's payload, valid until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payloadStart, _payloadBytes);

    /// <summary>The current record as a whole, valid as long as <see cref="Payload"/>.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(_payloadStart - RecordFrame.HeaderBytes, RecordFrame.HeaderBytes + _payloadBytes);

    /// <summary>Goes to the next intact record; false at the end.</summary>
    public bool MoveNext()
    {
        while (FindRecord(End) is { } offset)
        {
            if (offset > End)
            {
                _damaged.Add(new DamagedRange(End, offset - End));
            }

            Offset = offset;
            End = offset + RecordFrame.HeaderBytes + _payloadBytes;
            if (_state == FrameState.Intact)
            {
                return true;
            }

            NoteErased();
        }

        progress?.Report(new ReplayProgress(_length, _length));
        return false;
    }

    /// <summary>Marks the current record, intact as it is, as one that cannot be understood.</summary>
    public void MarkDamaged() => _damaged.Add(new DamagedRange(Offset, End - Offset));

    private void NoteErased()
    {
        ErasedBytes += End - Offset;
        if (!RecordFrame.IsErasedWholly(Frame, salt))
        {
            _halfErased.Add(new(Offset, _payloadBytes));
        }
    }

    private long? FindRecord(long from)
    {
        while (true)
        {
            if (IsRecord(from))
            {
                return from;
            }

            var next = from + 1;
            var window = Window(next, RecordFrame.HeaderBytes);
            if (window.Length < RecordFrame.HeaderBytes)
            {
                return null;
            }

            var marker = window.IndexOf(RecordFrame.AnyMarker);
            from = marker >= 0 ? next + marker : next + window.Length - RecordFrame.Marker.Length;
        }
    }

    private bool IsRecord(long offset)
    {
        if (!RecordFrame.TryReadLength(Window(offset, RecordFrame.HeaderBytes), out var payloadBytes)
            || offset + RecordFrame.HeaderBytes + payloadBytes > _length)
        {
            return false;
        }

        var frameBytes = RecordFrame.HeaderBytes + payloadBytes;
        var frame = Window(offset, frameBytes);
        _state = frame.Length < frameBytes ? FrameState.Damaged : RecordFrame.StateOf(frame[..frameBytes], salt);
        if (_state == FrameState.Damaged)
        {
            return false;
        }

        _payloadStart = (int)(offset - _bufferOffset) + RecordFrame.HeaderBytes;
        _payloadBytes = payloadBytes;
        return true;
    }

    /// <summary>What is buffered from <paramref name="offset"/> on: at least so many bytes, fewer only where the file ends.</summary>
    private ReadOnlySpan<byte> Window(long offset, int bytes)
    {
        var start = (int)Math.Min(offset - _bufferOffset, _buffered);
        if (_buffered - start < bytes && _bufferOffset + _buffered < _length)
        {
            Refill(offset, start, bytes);
            start = 0;
        }

        return _buffer.AsSpan(start, _buffered - start);
    }

    private void Refill(long offset, int start, int bytes)
    {
        var kept = _buffer.AsSpan(start, _buffered - start);
        var target = bytes <= _buffer.Length ? _buffer : new byte[bytes];
        kept.CopyTo(target);
        _buffer = target;
        _bufferOffset = offset;
        _buffered = kept.Length + file.Read(target.AsSpan(kept.Length), offset + kept.Length);
        progress?.Report(new ReplayProgress(_bufferOffset, _length));
    }
}
