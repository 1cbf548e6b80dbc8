using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>A file whose process is killed when it has written so many bytes, in the middle of a write if need be.</summary>
internal sealed class KilledJournalFile(MemoryJournalFile file, int bytes) : IJournalFile
{
    private int _left = bytes;

    public long Length => file.Length;

    public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var written = Math.Min(_left, bytes.Length);
        _left -= written;
        file.Write(bytes[..written], offset);
        if (written < bytes.Length)
        {
            throw new KilledException();
        }
    }

    public void Flush() => file.Flush();

    public void Truncate(long length) => file.Truncate(length);

    public Stream CreateBeside(string suffix) => file.CreateBeside(suffix);

    public void DeleteBeside(string suffix) => file.DeleteBeside(suffix);

    public void ReplaceWith(string suffix) => file.ReplaceWith(suffix);

    public void Dispose() => file.Dispose();
}

/// <summary>The process was killed; nothing in it goes on.</summary>
internal sealed class KilledException : Exception;
