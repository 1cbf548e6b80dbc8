namespace Platica.Processing.Channels;

/// <summary>
/// Is told when a channel stops working and when it works again: by the one delivery that turns what is stored, whatever comes late or again.
/// A rebuild tells nobody. A process that dies between storing and telling tells nobody either; the channel's row says it all the same.
/// </summary>
public interface IChannelObserver
{
    /// <summary>It turned. Must not throw, and not take long: storing waits for it.</summary>
    void HealthTurned(ChannelHealth health);
}
