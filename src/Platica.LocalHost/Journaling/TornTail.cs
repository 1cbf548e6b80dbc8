using System.Globalization;

namespace Platica.LocalHost.Journaling;

/// <summary>The bytes behind the last intact record. They were never acknowledged, but may tell somebody what happened.</summary>
internal sealed class TornTail(IJournalFile file, long start)
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Copies the bytes into a file beside the journal, unless all are zero, which is what a crash leaves of room never written.</summary>
    /// <returns>The file's suffix, or null when nothing was kept, also for want of room: a full disk must not prevent a start.</returns>
    public string? Keep(DateTimeOffset now)
    {
        if (Chunks().All(chunk => !chunk.Span.ContainsAnyExcept((byte)0)))
        {
            return null;
        }

        var suffix = now.UtcDateTime.ToString("'.cut-'yyyyMMdd'T'HHmmss'.'fffffff'Z'", CultureInfo.InvariantCulture);
        try
        {
            using var copy = file.CreateBeside(suffix);
            foreach (var chunk in Chunks())
            {
                copy.Write(chunk.Span);
            }

            return suffix;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        var buffer = new byte[ChunkBytes];
        var offset = start;
        int read;
        while ((read = file.Read(buffer, offset)) > 0)
        {
            yield return buffer.AsMemory(0, read);
            offset += read;
        }
    }
}
