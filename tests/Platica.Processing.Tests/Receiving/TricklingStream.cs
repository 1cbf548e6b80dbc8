using System.Text;

namespace Platica.Processing.Tests.Receiving;

/// <summary>A body that comes in pieces, with a pause before each.</summary>
internal sealed class TricklingStream(TimeProvider clock, string text, TimeSpan pause, int? pieces = null) : Stream
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);
    private int _position;

    /// <summary>How often somebody began to read.</summary>
    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        await Task.Delay(pause, clock, cancellationToken);
        var piece = (_bytes.Length + (pieces ?? _bytes.Length) - 1) / (pieces ?? _bytes.Length);
        var count = Math.Min(Math.Min(piece, buffer.Length), _bytes.Length - _position);
        _bytes.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
