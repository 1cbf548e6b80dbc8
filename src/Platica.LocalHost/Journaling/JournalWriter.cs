using Platica.Processing.Queue;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// Group commit: one thread takes all records that wait, writes them at once and flushes once, while the next ones gather.
/// After a failed write or flush nobody knows what the device holds behind the last flushed record, so the file is cut back
/// to there, and that cut flushed, before anything else is appended; as long as this fails, every append fails. Checkpoints alone are
/// written and not flushed: they ride on the next flush, and a cut may take them away. The same thread erases records, many at a time.
/// </summary>
internal sealed class JournalWriter
{
    private const int MaxBatchBytes = 4 * 1024 * 1024;
    private const int MaxWaitingBytes = 256 * 1024 * 1024;
    private const int MostErasedAtOnce = 256;

    private const string Closed = "The journal is closed.";

    private readonly IJournalFile _file;
    private readonly uint _salt;
    private readonly Watermark _watermark;
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = [];
    private readonly List<PendingAppend> _batch = [];
    private readonly Queue<PendingErasure> _waitingErasures = [];
    private readonly List<PendingErasure> _erasing = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = [];
    private long _end;
    private long _flushedEnd;
    private long _waitingBytes;
    private bool _closing;
    private bool _mustCutBack;
    private volatile Exception? _trouble;

    /// <summary>Starts the thread; the next record goes to <paramref name="end"/>.</summary>
    public JournalWriter(IJournalFile file, uint salt, long end, Watermark watermark)
    {
        _file = file;
        _salt = salt;
        _watermark = watermark;
        _end = _flushedEnd = end;
        new Thread(Run) { IsBackground = true, Name = "Journal writer" }.Start();
    }

    /// <summary>Why the latest batch failed; null when it did not.</summary>
    public Exception? Trouble => _trouble;

    /// <summary>Lets a record wait for its turn.</summary>
    public void Enqueue(PendingAppend append)
    {
        lock (_gate)
        {
            var refusal = _closing ? Closed
                : _waitingBytes > MaxWaitingBytes ? "The journal cannot keep up: the disk is too slow for what comes in."
                : null;
            if (refusal is not null)
            {
                append.Fail(new QueueUnavailableException(refusal));
                return;
            }

            _waiting.Enqueue(append);
            _waitingBytes += append.Length;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets a record that is on the device wait for being erased.</summary>
    public void Enqueue(PendingErasure erasure)
    {
        lock (_gate)
        {
            if (_closing)
            {
                erasure.SetException(new QueueUnavailableException(Closed));
                return;
            }

            _waitingErasures.Enqueue(erasure);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes nothing more; completes when all that was taken has met its fate.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        return _stopped.Task;
    }

    private void Run()
    {
        while (TakeBatch())
        {
            if (_batch.Count > 0)
            {
                CommitOrAbandon();
            }

            if (_erasing.Count > 0)
            {
                Erase();
            }
        }

        _stopped.SetResult();
    }

    private bool TakeBatch()
    {
        _batch.Clear();
        _erasing.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && _waitingErasures.Count == 0 && !_closing)
            {
                Monitor.Wait(_gate);
            }

            var bytes = 0;
            while (_waiting.TryPeek(out var next) && (bytes == 0 || bytes + next.Length <= MaxBatchBytes))
            {
                bytes += next.Length;
                _batch.Add(_waiting.Dequeue());
            }

            while (_erasing.Count < MostErasedAtOnce && _waitingErasures.TryDequeue(out var erasure))
            {
                _erasing.Add(erasure);
            }

            _waitingBytes -= bytes;
            return _batch.Count + _erasing.Count > 0;
        }
    }

    private void CommitOrAbandon()
    {
        try
        {
            Commit();
        }
        catch (Exception error)
        {
            Abandon(error);
        }
    }

    private void Erase()
    {
        try
        {
            RecordEraser.Erase(_file, _salt, [.. _erasing.Select(erasure => RecordEraser.Find(_file, _salt, erasure.Offset)).OfType<RecordPlace>()]);
            _erasing.ForEach(erasure => erasure.SetResult());
        }
        catch (Exception error)
        {
            _erasing.ForEach(erasure => erasure.SetException(new QueueUnavailableException($"The journal could not be written: {error.Message}", error)));
        }
    }

    private void Commit()
    {
        if (_mustCutBack)
        {
            CutBack();
        }

        _mustCutBack = true;
        _file.Write(Gather(), _end);
        var isFlushed = _batch.Exists(append => append.MustFlush);
        if (isFlushed)
        {
            _file.Flush();
        }

        _mustCutBack = false;
        _trouble = null;
        foreach (var append in _batch)
        {
            var offset = _end;
            _end += append.Length;
            if (append.IsDelivery)
            {
                _watermark.Accept(offset, _end);
            }

            append.Succeed(offset);
        }

        _flushedEnd = isFlushed ? _end : _flushedEnd;
    }

    private ReadOnlySpan<byte> Gather()
    {
        if (_batch.Count == 1)
        {
            return _batch[0].Frame;
        }

        if (_buffer.Length == 0)
        {
            _buffer = new byte[MaxBatchBytes];
        }

        var filled = 0;
        foreach (var append in _batch)
        {
            append.Frame.CopyTo(_buffer.AsSpan(filled));
            filled += append.Length;
        }

        return _buffer.AsSpan(0, filled);
    }

    private void Abandon(Exception error)
    {
        _trouble = error;
        foreach (var append in _batch)
        {
            append.Fail(new QueueUnavailableException($"The journal could not be written: {error.Message}", error));
        }

        try
        {
            CutBack();
        }
        catch (Exception cutError)
        {
            _trouble = cutError;
        }
    }

    private void CutBack()
    {
        _file.Truncate(_flushedEnd);
        _file.Flush();
        _end = _flushedEnd;
        _mustCutBack = false;
    }
}
