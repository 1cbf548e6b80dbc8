using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// Every accepted delivery, in one append-only file: the durable queue of the one-machine home and its archive of raw bodies.
/// Open it, go through <see cref="Replay"/> to the end, then append. Checkpoints between the deliveries tell how far they are settled.
/// </summary>
internal sealed class Journal : IBodyStore, IArchiveEraser, IAsyncDisposable
{
    private readonly IJournalFile _file;
    private readonly TimeProvider _clock;
    private readonly uint _salt;
    private readonly uint _version;
    private readonly Watermark _watermark = new();
    private readonly Lock _settling = new();
    private readonly DeferredWork _deferred = new();
    private readonly JournalReader _reader;
    private volatile JournalWriter? _writer;
    private long _checkpoint;

    private Journal(IJournalFile file, TimeProvider clock)
    {
        _file = file;
        _clock = clock;
        (_salt, _version) = JournalHeader.ReadOrCreate(file);
        _reader = new JournalReader(file, _salt);
    }

    /// <summary>Whether everything is read, so that the journal takes what is new.</summary>
    public bool IsReplayed => _deferred.IsReleased;

    /// <summary>Completes when what was to be written during the replay is; it never fails.</summary>
    public Task CaughtUp { get; private set; } = Task.CompletedTask;

    /// <summary>What was found; null until the replay has ended.</summary>
    public RecoveryReport? Recovery { get; private set; }

    /// <summary>
    /// What was accepted and not settled before this start, known when the replay has ended. In a journal of the first format, which has
    /// no checkpoints, everything counts as settled: whoever wrote it ran no handlers, and they must not run over the whole past.
    /// </summary>
    public IReadOnlyList<Delivery> Unsettled { get; private set; } = [];

    /// <summary>What replaying deliveries does not tell again, in its order; known when the replay has ended.</summary>
    public IReadOnlyList<JournalChange> Changes { get; private set; } = [];

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
    /// All deliveries in the order they were accepted, each with its <see cref="Delivery.BodyReference"/>. First the file is mended; at the end
    /// <see cref="Recovery"/> is known, and appends are taken from then on.
    /// </summary>
    /// <param name="progress">How far it has come.</param>
    /// <param name="rowChanged">Called for each of the <see cref="Changes"/> of a row, before the first delivery.</param>
    /// <exception cref="InvalidOperationException">A replay has ended before.</exception>
    public IEnumerable<Delivery> Replay(IProgress<ReplayProgress>? progress = null, Action<RowChange>? rowChanged = null)
    {
        if (_writer is not null)
        {
            throw new InvalidOperationException("A journal is replayed once.");
        }

        var mending = new JournalMending(_file, _salt);
        mending.Run(_clock.GetUtcNow());
        foreach (var change in mending.RowChanges)
        {
            rowChanged?.Invoke(change);
        }

        var replay = new JournalReplay(_file, _salt, _version);
        foreach (var delivery in replay.Read(progress))
        {
            yield return delivery;
        }

        Recovery = replay.Finish(mending);
        (Changes, Unsettled) = (replay.Changes, replay.Unsettled);
        foreach (var delivery in Unsettled)
        {
            _watermark.Accept(OffsetOf(delivery), Recovery.Bytes);
        }

        _writer = new JournalWriter(_file, _salt, Recovery.Bytes, _watermark);
        CaughtUp = _deferred.ReleaseAsync();
    }

    /// <summary>
    /// Takes a delivery; completes when its record is on the device. Cancelling gives up waiting; the record may still be written.
    /// </summary>
    /// <returns>The body's reference.</returns>
    /// <exception cref="QueueUnavailableException">It is not safe: the replay has not ended, the device failed, or the journal is closed.</exception>
    public async Task<string> AppendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Enqueue(PendingAppend.Of(delivery, _salt)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Notes that deliveries of this journal are settled: once a checkpoint tells it, their handlers run no more, whatever happens. Nobody
    /// waits for the checkpoint; should it be lost, a later one tells the same, or handlers run again.
    /// </summary>
    public void Settle(IEnumerable<Delivery> deliveries) => Settle(deliveries.Select(OffsetOf));

    /// <summary>Notes how a delivery of this journal became a dead letter; completes when that is on the device.</summary>
    /// <exception cref="QueueUnavailableException">It could not be written.</exception>
    public Task AddDeadLetterAsync(Delivery delivery, string reason, string description, int attempts) =>
        Enqueue(PendingAppend.Of(new DeadLetterRecord(OffsetOf(delivery), reason, description, attempts), _salt));

    /// <summary>Notes how an operation left a row; completes when that is on the device.</summary>
    /// <returns>The record's reference.</returns>
    /// <exception cref="QueueUnavailableException">It could not be written.</exception>
    public Task<string> AddRowChangeAsync(RowChange change) => Enqueue(PendingAppend.Of(change, _salt));

    /// <summary>
    /// Overwrites a record where it stands; completes when that is on the device, or, while the journal is being read, when it is noted. From then on
    /// nothing is there, and a delivery counts as settled. Where no record is, that is as good.
    /// </summary>
    /// <exception cref="QueueUnavailableException">It could not be overwritten.</exception>
    public Task EraseAsync(string reference) =>
        JournalReference.TryParse(reference, out var offset) ? RunOrDeferAsync(() => EraseAsync(offset)) : Task.CompletedTask;

    /// <inheritdoc/>
    async Task IArchiveEraser.EraseAsync(string bodyReference, CancellationToken cancellationToken)
    {
        try
        {
            _ = JournalReference.IsAnswer(bodyReference, out var record);
            await EraseAsync(record).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QueueUnavailableException problem)
        {
            throw new StoreUnavailableException(problem.Message, problem);
        }
    }

    /// <summary>Does work that writes to the journal; while that is still being read, later.</summary>
    public Task RunOrDeferAsync(Func<Task> work) => _deferred.RunAsync(work);

    /// <summary>Returns when appends are taken and the latest did not fail.</summary>
    /// <exception cref="QueueUnavailableException">Otherwise; the message tells the reason.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _writer switch
    {
        null => Task.FromException(NotReplayed()),
        { Trouble: { } trouble } => Task.FromException(
            new QueueUnavailableException($"The journal could not be written: {trouble.Message}", trouble)),
        _ => Task.CompletedTask,
    };

    /// <summary>The body of the delivery at a reference, or null when no intact record of one is there.</summary>
    public ReadOnlyMemory<byte>? ReadBody(string reference) => Read(reference)?.Body;

    /// <inheritdoc cref="JournalReader.Read"/>
    public Delivery? Read(string reference) => _reader.Read(reference);

    /// <inheritdoc cref="JournalReader.IsErased"/>
    public bool IsErased(string reference) => _reader.IsErased(reference);

    /// <summary>Goes through the records from one on, while others are appended.</summary>
    public JournalScanner ScanFrom(long offset) => new(_file, _salt, null, offset);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(JournalReference.IsAnswer(reference, out var record) ? Read(record)?.Reply?.Answer : ReadBody(reference));

    /// <summary>Takes nothing more, brings what was taken to the device and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer)
        {
            await writer.CloseAsync().ConfigureAwait(false);
        }

        _file.Dispose();
    }

    private async Task EraseAsync(long offset)
    {
        var erasure = new PendingErasure(offset);
        _writer!.Enqueue(erasure);
        await erasure.Task.ConfigureAwait(false);
        Settle([offset]);
    }

    private void Settle(IEnumerable<long> offsets)
    {
        lock (_settling)
        {
            var position = _watermark.Settle(offsets);
            if (position > _checkpoint)
            {
                _checkpoint = position;
                _ = Enqueue(PendingAppend.Of(new Checkpoint(position), _salt));
            }
        }
    }

    private Task<string> Enqueue(PendingAppend append)
    {
        (_writer ?? throw NotReplayed()).Enqueue(append);
        return append.Task;
    }

    private static long OffsetOf(Delivery delivery) => JournalReference.TryParse(delivery.BodyReference ?? string.Empty, out var offset)
        ? offset
        : throw new ArgumentException("The delivery is not of a journal.", nameof(delivery));

    private static QueueUnavailableException NotReplayed() => new("The journal is still being read.");
}
