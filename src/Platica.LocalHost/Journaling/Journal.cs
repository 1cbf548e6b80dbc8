using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// Every accepted delivery, in one append-only file: the durable queue of the one-machine home and its archive of raw bodies.
/// Open it, go through <see cref="Replay"/> to the end, then append.
/// </summary>
internal sealed class Journal : IBodyStore, IAsyncDisposable
{
    private readonly IJournalFile _file;
    private readonly TimeProvider _clock;
    private readonly uint _salt;
    private volatile JournalWriter? _writer;

    private Journal(IJournalFile file, TimeProvider clock)
    {
        _file = file;
        _clock = clock;
        _salt = JournalHeader.ReadOrCreate(file);
    }

    /// <summary>What was found; null until the replay has ended.</summary>
    public RecoveryReport? Recovery { get; private set; }

    /// <summary>Opens the file at <paramref name="path"/>, or begins it.</summary>
    /// <exception cref="JournalUnusableException">It is in use, no journal, or cannot be opened.</exception>
    public static Journal Open(string path, TimeProvider clock) => Open(JournalFile.Open(path), clock);

    /// <summary>Opens a journal over a file, which it then owns.</summary>
    /// <exception cref="JournalUnusableException">The file is no journal that this version reads.</exception>
    public static Journal Open(IJournalFile file, TimeProvider clock)
    {
        try
        {
            return new Journal(file, clock);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// All deliveries in the order they were accepted, each with its <see cref="Delivery.BodyReference"/>. Going through them is
    /// also the recovery: at the end a torn tail is cut off, <see cref="Recovery"/> is known, and appends are taken from then on.
    /// </summary>
    /// <exception cref="InvalidOperationException">A replay has ended before.</exception>
    public IEnumerable<Delivery> Replay(IProgress<ReplayProgress>? progress = null)
    {
        if (_writer is not null)
        {
            throw new InvalidOperationException("A journal is replayed once.");
        }

        var scanner = new JournalScanner(_file, _salt, progress);
        var texts = new RecurringTexts();
        var (records, unknown) = (0L, 0L);
        while (scanner.MoveNext())
        {
            if (scanner.Payload[0] != DeliverySerializer.Kind)
            {
                unknown++;
            }
            else if (TryRead(scanner, texts) is { } delivery)
            {
                records++;
                yield return delivery;
            }
        }

        var cutFile = scanner.TornBytes > 0 ? CutTail(scanner.End) : null;
        Recovery = new RecoveryReport(records, unknown, scanner.End, scanner.TornBytes, cutFile, scanner.Damaged);
        _writer = new JournalWriter(_file, scanner.End);
    }

    /// <summary>
    /// Takes a delivery; completes when its record is on the device. Cancelling gives up waiting; the record may still be written.
    /// </summary>
    /// <returns>The body's reference.</returns>
    /// <exception cref="QueueUnavailableException">It is not safe: the replay has not ended, the device failed, or the journal is closed.</exception>
    public async Task<string> AppendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var writer = _writer ?? throw NotReplayed();
        var append = PendingAppend.Of(delivery, _salt);
        writer.Enqueue(append);
        return await append.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns when appends are taken and the latest did not fail.</summary>
    /// <exception cref="QueueUnavailableException">Otherwise; the message tells the reason.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _writer switch
    {
        null => Task.FromException(NotReplayed()),
        { Trouble: { } trouble } => Task.FromException(
            new QueueUnavailableException($"The journal could not be written: {trouble.Message}", trouble)),
        _ => Task.CompletedTask,
    };

    /// <summary>The body of the record at a reference, or null when no intact record is there.</summary>
    public ReadOnlyMemory<byte>? ReadBody(string reference)
    {
        Span<byte> header = stackalloc byte[RecordFrame.HeaderBytes];
        if (!JournalReference.TryParse(reference, out var offset)
            || _file.Read(header, offset) < header.Length
            || !RecordFrame.TryReadLength(header, out var payloadBytes))
        {
            return null;
        }

        var frame = new byte[RecordFrame.HeaderBytes + payloadBytes];
        var isWhole = _file.Read(frame, offset) == frame.Length && RecordFrame.IsIntact(frame, _salt);
        return isWhole && frame[RecordFrame.HeaderBytes] == DeliverySerializer.Kind
            ? DeliverySerializer.Read(frame.AsSpan(RecordFrame.HeaderBytes), reference, new RecurringTexts()).Body
            : null;
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) => Task.FromResult(ReadBody(reference));

    /// <summary>Takes nothing more, brings what was taken to the device and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer)
        {
            await writer.CloseAsync().ConfigureAwait(false);
        }

        _file.Dispose();
    }

    private static QueueUnavailableException NotReplayed() => new("The journal is still being read.");

    private static Delivery? TryRead(JournalScanner scanner, RecurringTexts texts)
    {
        try
        {
            return DeliverySerializer.Read(scanner.Payload, JournalReference.Of(scanner.Offset), texts);
        }
        catch (ArgumentOutOfRangeException)
        {
            scanner.MarkDamaged();
            return null;
        }
    }

    private string? CutTail(long end)
    {
        var cutFile = new TornTail(_file, end).Keep(_clock.GetUtcNow());
        _file.Truncate(end);
        _file.Flush();
        return cutFile;
    }
}
