namespace Platica.Processing.Tests.Cloud;

/// <summary>Whoever posts: in any order, and some things again, whether they were taken or not.</summary>
internal sealed class Senders(IReadOnlyList<Posting> postings, Random random, IMishaps mishaps, Tally tally)
{
    private const int MostPosts = 3;
    private const double AgainThoughTaken = 0.1;
    private const double AgainWhereNot = 0.5;

    private readonly List<(Posting Posting, int Times)> _waiting = [.. postings.Select(posting => (posting, 1))];

    /// <summary>Whether there is something to post.</summary>
    public bool HasMore => _waiting.Count > 0;

    /// <summary>What is posted next, and the how manieth time it is.</summary>
    public (Posting Posting, int Times) Next()
    {
        var index = random.Next(_waiting.Count);
        var next = _waiting[index];
        _waiting.RemoveAt(index);
        return next;
    }

    /// <summary>Something was answered, or not.</summary>
    public void Answered(Posting posting, int times, int? status)
    {
        var isTaken = status == posting.SuccessStatusCode;
        tally.Count(status is null ? $"posts without an answer, {posting.Call.Provider}" : $"posts answered {status}, {posting.Call.Provider}");
        tally.Count("calls of several items", posting.Deliveries.Count > 1 ? 1 : 0);
        posting.IsAccepted |= isTaken;
        if (times < MostPosts && !mishaps.IsCalm && random.NextDouble() < (isTaken ? AgainThoughTaken : AgainWhereNot))
        {
            _waiting.Add((posting, times + 1));
        }
    }
}
