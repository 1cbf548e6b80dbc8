namespace Platica.LocalHost.Journaling;

/// <summary>
/// Makes a journal ready for its replay: what a crash left half done is finished or cut off, and a file of which most is erased is written anew.
/// </summary>
internal sealed class JournalMending(IJournalFile file, uint salt)
{
    /// <summary>Less is not worth a rewrite.</summary>
    public const long LeastErasedBytes = 4 * 1024 * 1024;

    /// <summary>What operations did to rows, in the order of the records.</summary>
    public IReadOnlyList<RowChange> RowChanges { get; private set; } = [];

    /// <summary>Bytes at the end that were no whole record, and were cut off.</summary>
    public long CutBytes { get; private set; }

    /// <summary>The suffix of the file that keeps them, or null when there was nothing worth keeping.</summary>
    public string? CutFile { get; private set; }

    /// <summary>Bytes that writing the file anew saved.</summary>
    public long FreedBytes { get; private set; }

    /// <summary>Why the file could not be written anew, or null.</summary>
    public string? NotCompacted { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="now">For the name of the file that keeps cut bytes.</param>
    public void Run(DateTimeOffset now)
    {
        file.DeleteBeside(JournalCompaction.Suffix);
        var survey = JournalSurvey.Of(file, salt);
        RecordEraser.Erase(file, salt, survey.HalfErased);
        if (survey.TornBytes > 0)
        {
            CutTail(survey.End, now);
            CutBytes = survey.TornBytes;
        }

        RowChanges = survey.ErasedBytes >= LeastErasedBytes && survey.ErasedBytes > survey.End / 2 && TryCompact(survey)
            ? JournalSurvey.Of(file, salt).RowChanges
            : survey.RowChanges;
    }

    private void CutTail(long end, DateTimeOffset now)
    {
        CutFile = new TornTail(file, end).Keep(now);
        file.Truncate(end);
        file.Flush();
    }

    /// <summary>A full disk must not prevent a start: then all stays as it is.</summary>
    private bool TryCompact(JournalSurvey survey)
    {
        try
        {
            new JournalCompaction(file, salt, survey.RowChanges).Run();
            FreedBytes = survey.End - file.Length;
            return true;
        }
        catch (IOException problem)
        {
            NotCompacted = problem.Message;
            return false;
        }
    }
}
