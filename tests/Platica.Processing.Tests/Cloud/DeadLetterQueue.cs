using Platica.Testing.Queue;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The broker's queue of what was put aside: a message comes until it is completed.</summary>
internal sealed class DeadLetterQueue(InMemoryBroker broker, Random random, Tally tally)
{
    private readonly List<InMemoryBroker.DeadLetter> _waiting = [];
    private int _seen = broker.DeadLetters.Count;

    /// <summary>Whether messages wait.</summary>
    public bool HasMore
    {
        get
        {
            foreach (var letter in broker.DeadLetters.Skip(_seen))
            {
                _seen++;
                _waiting.Add(letter);
                tally.Count($"messages put aside: {letter.Reason}");
            }

            return _waiting.Count > 0;
        }
    }

    /// <summary>Hands one of them out.</summary>
    public InMemoryBroker.DeadLetter Take()
    {
        var letter = _waiting[random.Next(_waiting.Count)];
        _waiting.Remove(letter);
        return letter;
    }

    /// <summary>Lets one come again.</summary>
    public void GiveBack(InMemoryBroker.DeadLetter letter) => _waiting.Add(letter);
}
