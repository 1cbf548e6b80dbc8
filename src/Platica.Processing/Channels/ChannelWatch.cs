using System.Buffers;
using Platica.Processing.Merging;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Channels;

/// <summary>Sees how healthy a channel's row says it is before and after a write, and tells where that turns.</summary>
internal sealed class ChannelWatch(IEnumerable<IChannelObserver> observers)
{
    private const int LongestStatus = 32;

    private static readonly SearchValues<char> StatusCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    /// <summary>One that nobody listens to.</summary>
    public static ChannelWatch Silent { get; } = new([]);

    /// <summary>What is stored of a channel; null where nothing is.</summary>
    public static bool? HealthOf(EntityState state) => state.ValueOf(ChannelFields.Healthy) as bool?;

    /// <summary>A channel's row was written.</summary>
    /// <param name="workspace">The channel's workspace.</param>
    /// <param name="id">The channel's id.</param>
    /// <param name="before">Its health before.</param>
    /// <param name="state">What was written.</param>
    public void Written(string workspace, string id, bool? before, EntityState state)
    {
        // One that is healthy when it is first heard of has not turned.
        if (HealthOf(state) is not { } after || after == (before ?? true))
        {
            return;
        }

        var health = new ChannelHealth(WorkspaceKey.ProviderOf(workspace), id, after, StatusOf(state));
        foreach (var observer in observers)
        {
            observer.HealthTurned(health);
        }
    }

    private static string StatusOf(EntityState state) =>
        state.ValueOf(ChannelFields.Status) is string { Length: > 0 and <= LongestStatus } status && !status.AsSpan().ContainsAnyExcept(StatusCharacters)
            ? status
            : TelemetryNames.Other;
}
