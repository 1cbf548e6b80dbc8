using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Commands;

/// <summary>The latest entries of a conversation's timeline, merged of its messages and its events.</summary>
internal sealed class TimelineReader(ReadApiClient api, string? workspace, string conversation)
{
    /// <summary>Both ends are exclusive; null is open.</summary>
    public DateTimeOffset? After { get; init; }

    /// <inheritdoc cref="After"/>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The latest <paramref name="count"/> entries, the oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(int count, bool withEvents, CancellationToken cancellationToken)
    {
        var messages = await MessagesAsync(count, cancellationToken).ConfigureAwait(false);
        var events = withEvents ? await EventsAsync(count, cancellationToken).ConfigureAwait(false) : [];

        // Events first, and the sort is stable: what is told to have happened with a message comes before it.
        return [.. events.Concat(messages).OrderBy(entry => entry.At).TakeLast(count)];
    }

    private async Task<IEnumerable<TimelineEntry>> MessagesAsync(int count, CancellationToken cancellationToken)
    {
        var list = new PagedList(
            api,
            ListKinds.Messages.RouteFor(conversation),
            [("workspace", workspace), ("before", Times.Format(Before)), ("after", Times.Format(After))]);
        var page = await list.TakeAsync(count, continuation: null, cancellationToken).ConfigureAwait(false);
        return page.Items.Reverse().Select(item => new TimelineEntry(TimeOf(item, "createdAt"), IsMessage: true, item));
    }

    // The route of events takes no times, but is ordered by them.
    private async Task<IEnumerable<TimelineEntry>> EventsAsync(int count, CancellationToken cancellationToken)
    {
        var list = new PagedList(api, ListKinds.ConversationEvents.RouteFor(conversation), [("workspace", workspace)]);
        List<TimelineEntry> found = [];
        await foreach (var item in list.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var entry = new TimelineEntry(TimeOf(item, "timestamp"), IsMessage: false, item);
            if (found.Count == count || entry.At <= After)
            {
                break;
            }

            if (Before is null || entry.At < Before)
            {
                found.Add(entry);
            }
        }

        found.Reverse();
        return found;
    }

    private static DateTimeOffset TimeOf(JsonElement item, string field) => JsonText.FindTime(item, field) ?? DateTimeOffset.MinValue;
}
