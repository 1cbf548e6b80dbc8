using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// The way through a journal that was mended. It reads what was accepted and learns how far that is settled.
/// </summary>
/// <param name="file">The journal.</param>
/// <param name="salt">Its salt.</param>
/// <param name="version">Its format; without checkpoints every delivery counts as settled.</param>
internal sealed class JournalReplay(IJournalFile file, uint salt, uint version)
{
    private readonly SettlementHistory _history = new();
    private readonly List<JournalChange> _changes = [];
    private readonly RecurringTexts _texts = new();
    private JournalScanner? _scanner;
    private long _records;
    private long _unknown;

    /// <summary>What no checkpoint and no dead letter settles, once everything is read.</summary>
    public IReadOnlyList<Delivery> Unsettled => _history.Unsettled();

    /// <summary>What replaying deliveries does not tell again, once everything is read.</summary>
    public IReadOnlyList<JournalChange> Changes => _changes;

    private bool HasCheckpoints => version > JournalHeader.VersionWithoutCheckpoints;

    /// <summary>All deliveries in the order they were accepted.</summary>
    public IEnumerable<Delivery> Read(IProgress<ReplayProgress>? progress)
    {
        _scanner = new JournalScanner(file, salt, progress);
        while (_scanner.MoveNext())
        {
            if (_scanner.Payload[0] != DeliverySerializer.Kind)
            {
                ReadOther(_scanner);
            }
            else if (TryReadDelivery(_scanner) is { } delivery)
            {
                yield return delivery;
            }
        }
    }

    /// <summary>Brings an older format to this one, once everything is read, and tells what was found.</summary>
    public RecoveryReport Finish(JournalMending mending) => new()
    {
        Records = _records,
        UnknownRecords = _unknown,
        Bytes = Upgrade(_scanner!.End),
        CutBytes = mending.CutBytes,
        CutFile = mending.CutFile,
        FreedBytes = mending.FreedBytes,
        NotCompacted = mending.NotCompacted,
        Damaged = _scanner.Damaged,
    };

    private Delivery? TryReadDelivery(JournalScanner scanner)
    {
        try
        {
            var delivery = DeliverySerializer.Read(scanner.Payload, JournalReference.Of(scanner.Offset), _texts);
            _records++;
            if (HasCheckpoints)
            {
                _history.Add(scanner.Offset, delivery);
            }

            return delivery;
        }
        catch (ArgumentOutOfRangeException)
        {
            scanner.MarkDamaged();
            return null;
        }
    }

    private void ReadOther(JournalScanner scanner)
    {
        try
        {
            switch (scanner.Payload[0])
            {
                case Checkpoint.Kind:
                    _history.Add(Checkpoint.Read(scanner.Payload));
                    break;
                case DeadLetterRecord.Kind:
                    var deadLetter = DeadLetterRecord.Read(scanner.Payload);
                    _history.Add(deadLetter);
                    _changes.Add(deadLetter);
                    break;
                case RowChange.Kind:
                    _changes.Add(RowChange.Read(scanner.Payload, JournalReference.Of(scanner.Offset)));
                    break;
                default:
                    _unknown++;
                    break;
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            scanner.MarkDamaged();
        }
    }

    /// <returns>The new end.</returns>
    private long Upgrade(long end)
    {
        if (version < JournalHeader.Version)
        {
            end = HasCheckpoints ? end : AddCheckpoint(end);
            JournalHeader.Upgrade(file, salt);
        }

        return end;
    }

    /// <summary>The checkpoint is there before the header says that there are some.</summary>
    /// <returns>The new end.</returns>
    private long AddCheckpoint(long end)
    {
        Span<byte> frame = stackalloc byte[RecordFrame.HeaderBytes + Checkpoint.PayloadBytes];
        new Checkpoint(end).Write(frame[RecordFrame.HeaderBytes..]);
        RecordFrame.Seal(frame, salt);
        file.Write(frame, end);
        file.Flush();
        return end + frame.Length;
    }
}
