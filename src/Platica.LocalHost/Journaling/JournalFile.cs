using Microsoft.Win32.SafeHandles;

namespace Platica.LocalHost.Journaling;

/// <summary>A journal's file on disk, held exclusively and readable by its owner only: it is full of customers' messages.</summary>
internal sealed class JournalFile : IJournalFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private SafeFileHandle _handle;

    private JournalFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens the file, creating it and its folder when they are missing.</summary>
    /// <exception cref="JournalUnusableException">Another process holds it, or this one may not open it.</exception>
    public static JournalFile Open(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
            return new JournalFile(OpenExclusively(path, FileMode.OpenOrCreate), Path.GetFullPath(path));
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw new JournalUnusableException($"Another LocalHost is using {folder}. Stop it, or choose another folder with --data.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnusableException($"{path} cannot be opened: {error.Message} Choose another folder with --data.", error);
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(_handle, buffer[filled..], offset + filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // So the runtime tells that the file must not grow: by a limit of the user's, or of a file system such as FAT32.
            throw new IOException($"{_path} cannot grow any more.", error);
        }
    }

    /// <inheritdoc/>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <inheritdoc/>
    public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

    /// <inheritdoc/>
    public Stream CreateBeside(string suffix)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(_path + suffix, options);
    }

    /// <inheritdoc/>
    public void DeleteBeside(string suffix) => File.Delete(_path + suffix);

    /// <inheritdoc/>
    public void ReplaceWith(string suffix)
    {
        var next = OpenExclusively(_path + suffix, FileMode.Open);
        RandomAccess.FlushToDisk(next);
        if (OperatingSystem.IsWindows())
        {
            // It moves no file that is open.
            next.Dispose();
            _handle.Dispose();
            File.Move(_path + suffix, _path, overwrite: true);
            _handle = OpenExclusively(_path, FileMode.Open);
            return;
        }

        File.Move(_path + suffix, _path, overwrite: true);
        FolderFlush.Run(Path.GetDirectoryName(_path)!);
        _handle.Dispose();
        _handle = next;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle OpenExclusively(string path, FileMode mode)
    {
        var handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, OwnerOnly);
        }

        return handle;
    }

    /// <summary>The runtime tells a held lock only by the system's own code: EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsHeldByAnother(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
