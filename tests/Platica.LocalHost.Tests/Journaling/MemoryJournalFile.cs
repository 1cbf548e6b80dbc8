using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>
/// A file with a page cache: what was written is readable at once, but on the device only after a flush. A flush that fails loses
/// what it should have brought there, as the systems do; a later flush brings only what was written since.
/// </summary>
internal sealed class MemoryJournalFile : IJournalFile
{
    private readonly Lock _lock = new();
    private readonly List<(long Offset, byte[]? Bytes)> _unflushed = [];
    private readonly MemoryStream _cache = new();
    private readonly MemoryStream _device = new();

    public MemoryJournalFile(byte[]? content = null)
    {
        _cache.Write(content);
        _device.Write(content);
    }

    /// <summary>Runs inside a write, a flush, a cut; may block or throw.</summary>
    public Action OnWrite { get; set; } = () => { };

    public Action OnFlush { get; set; } = () => { };

    public Action OnTruncate { get; set; } = () => { };

    /// <summary>Where the disk is full: a write beyond it keeps what fits and fails.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    public int Writes { get; private set; }

    public int Flushes { get; private set; }

    public Dictionary<string, MemoryStream> Beside { get; } = [];

    /// <summary>What a killed process leaves.</summary>
    public byte[] Content => Locked(() => _cache.ToArray());

    /// <summary>What a power failure leaves.</summary>
    public byte[] DeviceContent => Locked(() => _device.ToArray());

    /// <summary>What a power failure may leave when the device wrote some of what was not flushed, whichever: each possibility.</summary>
    public IReadOnlyList<byte[]> PowerFailures => Locked(() => Enumerable.Range(0, 1 << _unflushed.Count).Select(AfterPowerFailure).ToList());

    public long Length => Locked(() => _cache.Length);

    public int Read(Span<byte> buffer, long offset)
    {
        lock (_lock)
        {
            _cache.Position = offset;
            return _cache.Read(buffer);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        OnWrite();
        lock (_lock)
        {
            Writes++;
            var fitting = bytes[..(int)Math.Clamp(Capacity - offset, 0, bytes.Length)].ToArray();
            _unflushed.Add((offset, fitting));
            Apply(_cache, offset, fitting);
            if (fitting.Length < bytes.Length)
            {
                throw new IOException("No space left on device");
            }
        }
    }

    public void Flush()
    {
        try
        {
            OnFlush();
        }
        catch
        {
            Locked(() => _unflushed.RemoveAll(_ => true));
            throw;
        }

        lock (_lock)
        {
            Flushes++;
            foreach (var (offset, bytes) in _unflushed)
            {
                Apply(_device, offset, bytes);
            }

            _unflushed.Clear();
        }
    }

    public void Truncate(long length)
    {
        OnTruncate();
        lock (_lock)
        {
            _unflushed.Add((length, null));
            Apply(_cache, length, null);
        }
    }

    public Stream CreateBeside(string suffix) => Beside[suffix] = new FileBeside(this);

    public void DeleteBeside(string suffix) => Beside.Remove(suffix);

    /// <summary>Moved at once, as the systems do it: a kill leaves the one file or the other.</summary>
    public void ReplaceWith(string suffix)
    {
        OnFlush();
        lock (_lock)
        {
            Beside.Remove(suffix, out var next);
            _unflushed.Clear();
            Apply(_cache, 0, null);
            Apply(_device, 0, null);
            Apply(_cache, 0, next!.ToArray());
            Apply(_device, 0, next!.ToArray());
        }
    }

    public void Dispose()
    {
    }

    private byte[] AfterPowerFailure(int written)
    {
        using var content = new MemoryStream();
        content.Write(_device.ToArray());
        foreach (var (index, (offset, bytes)) in _unflushed.Index())
        {
            if ((written & (1 << index)) != 0)
            {
                Apply(content, offset, bytes);
            }
        }

        return content.ToArray();
    }

    private static void Apply(MemoryStream content, long offset, byte[]? bytes)
    {
        if (bytes is null)
        {
            content.SetLength(offset);
            return;
        }

        content.Position = offset;
        content.Write(bytes);
    }

    /// <summary>A write to it may fail as one to the file may.</summary>
    private sealed class FileBeside(MemoryJournalFile file) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            file.OnWrite();
            if (Position + count > file.Capacity - file.Length)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer, offset, count);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
