using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Journaling;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>A file that notes what is done to it, so that a test can end the process, or the power, in the middle of each step.</summary>
/// <param name="content">What it holds at first.</param>
/// <param name="promises">Tells what has been promised so far.</param>
internal sealed class RecordedJournalFile(byte[] content, Func<Promises> promises) : IJournalFile
{
    /// <summary>What a system writes in one piece.</summary>
    private const int PageBytes = 4096;

    private readonly MemoryJournalFile _file = new(content);
    private readonly List<FileStep> _steps = [];

    /// <summary>How many steps were done.</summary>
    public int Steps => _steps.Count;

    /// <summary>What a power failure leaves now.</summary>
    public byte[] DeviceContent => _file.DeviceContent;

    public long Length => _file.Length;

    public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        _steps.Add(new(offset, bytes.ToArray(), IsFlush: false, promises()));
        _file.Write(bytes, offset);
    }

    public void Flush()
    {
        _steps.Add(new(0, null, IsFlush: true, promises()));
        _file.Flush();
    }

    public void Truncate(long length)
    {
        _steps.Add(new(length, null, IsFlush: false, promises()));
        _file.Truncate(length);
    }

    public Stream CreateBeside(string suffix) => _file.CreateBeside(suffix);

    public void DeleteBeside(string suffix) => _file.DeleteBeside(suffix);

    public void ReplaceWith(string suffix) => throw new NotSupportedException("Nothing here is worth writing anew.");

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// What is left after each way of ending within the first steps: the process killed in the middle of one; the power gone, with nothing that
    /// was not flushed, or only its later part, for a system writes its pages in any order.
    /// </summary>
    public IEnumerable<(string How, byte[] Left, Promises Promised)> Endings(int steps)
    {
        using var written = Stream();
        using var flushed = Stream();
        var unflushed = new List<FileStep>();
        foreach (var (number, step) in _steps.Take(steps).Index())
        {
            foreach (var cut in step.Cuts)
            {
                yield return ($"killed at step {number}, byte {cut}", Left(written, step, 0, cut), step.Promised);
            }

            yield return ($"power failed at step {number}", flushed.ToArray(), step.Promised);
            if (step.Bytes is { Length: > PageBytes } bytes)
            {
                yield return ($"power failed at step {number}, whose first half is lost", Left(written, step, bytes.Length / 2, bytes.Length), step.Promised);
            }

            step.Do(written);
            unflushed.Add(step);
            if (step.IsFlush)
            {
                unflushed.ForEach(done => done.Do(flushed));
                unflushed.Clear();
            }
        }
    }

    private static byte[] Left(MemoryStream before, FileStep step, int from, int to)
    {
        using var left = new MemoryStream();
        before.WriteTo(left);
        step.Do(left, from, to);
        return left.ToArray();
    }

    private MemoryStream Stream()
    {
        var stream = new MemoryStream();
        stream.Write(content);
        return stream;
    }
}
