using System.Buffers;
using System.Text;

namespace Platica.Cli.Exporting;

/// <summary>
/// Where an export goes, in UTF-8: standard output, or a file that bears another name until it is whole, so that half an export is never
/// mistaken for one.
/// </summary>
internal sealed class ExportOutput : IAsyncDisposable
{
    private const int BufferBytes = 65536;

    // EPIPE, the same number on Linux and macOS.
    private const int ClosedPipe = 32;

    private readonly ArrayBufferWriter<byte> _pending = new(2 * BufferBytes);
    private readonly string? _path;
    private readonly Stream _stream;

    private ExportOutput(Stream stream, string? path)
    {
        _stream = stream;
        _path = path;
    }

    /// <summary>Opens the file, or standard output where <paramref name="path"/> is null.</summary>
    /// <exception cref="CliException">There can be no such file.</exception>
    public static ExportOutput Open(CliHost host, string? path)
    {
        if (path is null)
        {
            return new(host.OpenOutput(), path);
        }

        // A device would be replaced by the file.
        if (Directory.Exists(path) || Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new CliException($"--output takes a file, not {path}. Without it the export goes to standard output.", ExitCodes.Usage);
        }

        try
        {
            return new(new FileStream(Partial(path), ForOwnerOnly()), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot write the export: {exception.Message}", ExitCodes.Usage);
        }
    }

    /// <summary>Adds text.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        Encoding.UTF8.GetBytes(text, _pending);
        if (_pending.WrittenCount >= BufferBytes)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a whole export: only now the file gets its name.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_path is null)
        {
            return;
        }

        try
        {
            ((FileStream)_stream).Flush(flushToDisk: true);
            await _stream.DisposeAsync().ConfigureAwait(false);
            File.Move(Partial(_path), _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot write {_path}: {exception.Message}");
        }
    }

    /// <summary>Closes the output; of an export that is not whole no file stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (_path is not null)
        {
            File.Delete(Partial(_path));
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(_pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            _pending.ResetWrittenCount();
        }
        catch (IOException exception)
        {
            throw exception.HResult == ClosedPipe
                ? new CliException("The export is not complete: whoever read it went away.", ExitCodes.BrokenPipe)
                : new CliException($"The export is not complete: {exception.Message}");
        }
    }

    private static string Partial(string path) => $"{path}.partial";

    // It is full of customers' messages.
    private static FileStreamOptions ForOwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
