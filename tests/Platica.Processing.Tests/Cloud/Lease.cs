using Platica.Processing.Queue;

namespace Platica.Processing.Tests.Cloud;

/// <summary>A message locked for one consumer, until it is settled or the lock is lost.</summary>
/// <param name="message">The message.</param>
/// <param name="until">When the lock runs out.</param>
/// <param name="giveBack">Lets the message come again.</param>
internal sealed class Lease(ReceivedMessage message, DateTimeOffset until, Action giveBack)
{
    public ReceivedMessage Message => message;

    public DateTimeOffset Until => until;

    /// <summary>Whether the lock holds.</summary>
    public bool Holds { get; private set; } = true;

    /// <summary>Ends the lock; false when it was lost before, and the message came again or will.</summary>
    public bool End()
    {
        var held = Holds;
        Holds = false;
        return held;
    }

    /// <summary>Loses the lock, if it still holds.</summary>
    public void Lose()
    {
        if (End())
        {
            giveBack();
        }
    }
}
