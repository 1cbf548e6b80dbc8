using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Commands;

/// <summary>The latest entries of a conversation's timeline, merged of its messages and its events.</summary>
internal sealed class TimelineReader(ReadApiClient api, IReadOnlyList<(string Name, string? Value)> query, string conversation)
{
    /// <summary>Both ends are exclusive; null is open.</summary>
    public DateTimeOffset? After { get; init; }

    /// <inheritdoc cref="After"/>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The latest <paramref name="count"/> entries, the oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(int count, bool withEvents, CancellationToken cancellationToken)
    {
        var messages = await LatestAsync(ListKinds.Messages, "createdAt", count, cancellationToken).ConfigureAwait(false);
        var events = withEvents
            ? await LatestAsync(ListKinds.ConversationEvents, "timestamp", count, cancellationToken).ConfigureAwait(false)
            : [];

        // Events first, and the sort is stable: what is told to have happened with a message comes before it.
        return [.. events.Concat(messages).OrderBy(entry => entry.At).TakeLast(count)];
    }

    private async Task<IEnumerable<TimelineEntry>> LatestAsync(
        ListKind kind, string timeField, int count, CancellationToken cancellationToken)
    {
        var list = new PagedList(
            api,
            kind.RouteFor(conversation),
            [.. query, ("before", Times.Format(Before)), ("after", Times.Format(After))]);
        var page = await list.TakeAsync(count, continuation: null, cancellationToken).ConfigureAwait(false);
        return page.Items.Reverse().Select(item => new TimelineEntry(
            JsonText.FindTime(item, timeField) ?? DateTimeOffset.MinValue, kind == ListKinds.Messages, item));
    }
}
