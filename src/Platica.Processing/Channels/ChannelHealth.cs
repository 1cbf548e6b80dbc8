namespace Platica.Processing.Channels;

/// <summary>A channel stopped working, or works again.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ChannelId">The channel's id.</param>
/// <param name="IsHealthy">Whether messages come and go.</param>
/// <param name="Status">What its provider calls that, if it is a word: others may quote anything, and this goes to logs.</param>
public sealed record ChannelHealth(string Provider, string ChannelId, bool IsHealthy, string Status);
