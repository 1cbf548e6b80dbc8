namespace Platica.LocalHost.Journaling;

/// <summary>The file under a journal, or a test's stand-in. One thread writes; reads may come from any thread.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Fills the buffer from <paramref name="offset"/>; returns fewer bytes only where the file ends.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all bytes at <paramref name="offset"/>. After an exception any part of them may be there.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written is on the device.</summary>
    void Flush();

    /// <summary>Cuts the file to <paramref name="length"/> bytes.</summary>
    void Truncate(long length);

    /// <summary>Creates a file beside this one, named like it with <paramref name="suffix"/> behind; an older one of that name is replaced.</summary>
    Stream CreateBeside(string suffix);

    /// <summary>Deletes such a file.</summary>
    void DeleteBeside(string suffix);

    /// <summary>
    /// Brings such a file, written and closed, to the device and puts it in this one's place. Whatever happens on the way, either file is there whole.
    /// </summary>
    /// <exception cref="IOException">It could not be put there; this file is as it was.</exception>
    /// <exception cref="JournalUnusableException">It is there, and may not be after a power failure.</exception>
    void ReplaceWith(string suffix);
}
