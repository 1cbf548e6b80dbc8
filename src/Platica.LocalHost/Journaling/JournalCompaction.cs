namespace Platica.LocalHost.Journaling;

/// <summary>
/// Writes a journal anew without what is erased, or no longer needed, and puts it in the old one's place once it is on the device; a crash before
/// leaves the old one. Records keep their order; what names a place names the new one. What is damaged is taken along as it is.
/// </summary>
/// <param name="file">The journal, without a torn tail.</param>
/// <param name="salt">Its salt, which stays.</param>
/// <param name="rowChanges">All its changes of rows; of each row only the last is needed.</param>
internal sealed class JournalCompaction(IJournalFile file, uint salt, IReadOnlyList<RowChange> rowChanges)
{
    /// <summary>The new file's, until it is in the old one's place. One that a crash left is no use to anybody.</summary>
    public const string Suffix = ".compacting";

    private const int BufferBytes = 4 * 1024 * 1024;

    private readonly MovedRecords _moved = new();
    private readonly HashSet<string> _lastChanges =
        [.. rowChanges.GroupBy(change => (change.Table, change.PartitionKey, change.RowKey), (_, changes) => changes.Last().Reference!)];

    private Checkpoint? _checkpoint;
    private long _end;

    /// <summary>Does it.</summary>
    /// <exception cref="IOException">It could not be written; the old file is as it was.</exception>
    public void Run()
    {
        try
        {
            WriteCopy();
            file.ReplaceWith(Suffix);
        }
        catch (IOException)
        {
            file.DeleteBeside(Suffix);
            throw;
        }
    }

    private void WriteCopy()
    {
        using var copy = new BufferedStream(file.CreateBeside(Suffix), BufferBytes);
        Write(copy, JournalHeader.Of(salt));
        var scanner = new JournalScanner(file, salt, null);
        var damaged = 0;
        while (scanner.MoveNext())
        {
            for (; damaged < scanner.Damaged.Count; damaged++)
            {
                CopyDamaged(copy, scanner.Damaged[damaged]);
            }

            try
            {
                WriteRecord(copy, scanner);
            }
            catch (ArgumentOutOfRangeException)
            {
                // Not understood: the replay tells of it.
                WriteAsItIs(copy, scanner);
            }
        }

        WriteCheckpoint(copy);
    }

    private void WriteRecord(Stream copy, JournalScanner scanner)
    {
        switch (scanner.Payload[0])
        {
            case Checkpoint.Kind:
                // Only the last before a delivery tells something.
                _checkpoint = new(_moved.FindFrom(Checkpoint.Read(scanner.Payload).Position, _end));
                break;
            case DeadLetterRecord.Kind:
                var deadLetter = DeadLetterRecord.Read(scanner.Payload);
                if (_moved.Find(deadLetter.Offset) is { } offset)
                {
                    Append(copy, PendingAppend.Of(deadLetter with { Offset = offset }, salt));
                }

                break;
            case RowChange.Kind:
                var change = RowChange.Read(scanner.Payload, JournalReference.Of(scanner.Offset));
                if (_lastChanges.Contains(change.Reference!))
                {
                    Append(copy, PendingAppend.Of(change.Moved(_moved), salt));
                }

                break;
            default:
                WriteAsItIs(copy, scanner);
                break;
        }
    }

    private void WriteAsItIs(Stream copy, JournalScanner scanner)
    {
        WriteCheckpoint(copy);
        _moved.Add(scanner.Offset, _end, scanner.End - scanner.Offset);
        Write(copy, scanner.Frame);
    }

    private void WriteCheckpoint(Stream copy)
    {
        if (_checkpoint is { } checkpoint)
        {
            Append(copy, PendingAppend.Of(checkpoint, salt));
            _checkpoint = null;
        }
    }

    private void CopyDamaged(Stream copy, DamagedRange range)
    {
        var buffer = new byte[Math.Min(range.Bytes, BufferBytes)];
        for (var done = 0L; done < range.Bytes; done += buffer.Length)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, range.Bytes - done));
            _ = file.Read(chunk, range.Offset + done);
            Write(copy, chunk);
        }
    }

    private void Append(Stream copy, PendingAppend record)
    {
        Write(copy, record.Frame);
        record.Succeed(_end);
    }

    private void Write(Stream copy, ReadOnlySpan<byte> bytes)
    {
        copy.Write(bytes);
        _end += bytes.Length;
    }
}
