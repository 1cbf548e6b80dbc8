using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Commands;

/// <summary>
/// The events that were not seen before. The list is ordered by the time an event tells, so a late one appears below newer ones:
/// what is new is found by id, not by place.
/// </summary>
internal sealed class EventFeed(ReadApiClient api, IReadOnlyList<(string Name, string? Value)> query)
{
    private const string PageSize = "100";

    private readonly HashSet<string> _seen = [];
    private bool _started;

    /// <summary>
    /// New events, oldest first: at first those on the newest page, or <paramref name="everything"/>; then as many pages as hold
    /// nothing but new events.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>> ReadNewAsync(bool everything, CancellationToken cancellationToken)
    {
        List<JsonElement> fresh = [];
        var onlyNewest = !_started && !everything;
        string? continuation = null;
        do
        {
            var page = Page.Read(await api.GetAsync(
                "/api/events",
                [.. query, ("limit", PageSize), ("continuation", continuation)],
                cancellationToken).ConfigureAwait(false));
            var unseen = page.Items.Where(item => _seen.Add(JsonText.Read(item, "id"))).ToList();
            fresh.AddRange(unseen);
            continuation = !onlyNewest && (everything || unseen.Count == page.Items.Count) ? page.Continuation : null;
        }
        while (continuation is not null);

        _started = true;
        fresh.Reverse();
        return fresh;
    }
}
