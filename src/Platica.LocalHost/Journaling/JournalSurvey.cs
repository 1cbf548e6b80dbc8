namespace Platica.LocalHost.Journaling;

/// <summary>A first way through a journal, before anything of it is replayed: what operations did to rows, and what there is to mend.</summary>
internal sealed class JournalSurvey
{
    private readonly List<RowChange> _rowChanges = [];
    private readonly JournalScanner _scanner;

    private JournalSurvey(IJournalFile file, uint salt)
    {
        _scanner = new JournalScanner(file, salt, null);
        while (_scanner.MoveNext())
        {
            if (_scanner.Payload[0] == RowChange.Kind)
            {
                AddRowChange();
            }
        }
    }

    /// <summary>Every change of a row, in the order of the records.</summary>
    public IReadOnlyList<RowChange> RowChanges => _rowChanges;

    /// <summary>Behind the last record.</summary>
    public long End => _scanner.End;

    /// <summary>Bytes behind <see cref="End"/>.</summary>
    public long TornBytes => _scanner.TornBytes;

    /// <summary>Bytes of erased records.</summary>
    public long ErasedBytes => _scanner.ErasedBytes;

    /// <summary>Records whose erasing was cut short.</summary>
    public IReadOnlyList<RecordPlace> HalfErased => _scanner.HalfErased;

    /// <summary>Goes through a journal.</summary>
    public static JournalSurvey Of(IJournalFile file, uint salt) => new(file, salt);

    private void AddRowChange()
    {
        try
        {
            _rowChanges.Add(RowChange.Read(_scanner.Payload, JournalReference.Of(_scanner.Offset)));
        }
        catch (ArgumentOutOfRangeException)
        {
            // The replay tells of it.
        }
    }
}
