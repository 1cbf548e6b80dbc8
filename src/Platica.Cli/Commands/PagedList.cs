using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Commands;

/// <summary>
/// A list of the read API, read page by page. A page may hold fewer items than asked for, even none, while the list goes on: only a
/// missing continuation ends it.
/// </summary>
/// <param name="api">Where the list is.</param>
/// <param name="route">The list's route.</param>
/// <param name="query">The workspace and the filters.</param>
internal sealed class PagedList(ReadApiClient api, string route, IReadOnlyList<(string Name, string? Value)> query)
{
    // The most that the API gives at once.
    private const int LargestPage = 500;

    /// <summary>Items from <paramref name="continuation"/> on: <paramref name="limit"/> of them, fewer only where the list ends.</summary>
    public async Task<Page> TakeAsync(int limit, string? continuation, CancellationToken cancellationToken)
    {
        List<JsonElement> items = [];
        do
        {
            var page = await ReadAsync(Math.Min(limit - items.Count, LargestPage), continuation, cancellationToken).ConfigureAwait(false);
            items.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (items.Count < limit && continuation is not null);

        return new(items, continuation);
    }

    /// <summary>Every item; a page is asked for when it is needed.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await ReadAsync(LargestPage, continuation, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<Page> ReadAsync(int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = Page.Read(await api.GetAsync(
            route,
            [.. query, ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("continuation", continuation)],
            cancellationToken).ConfigureAwait(false));
        return continuation is null || page.Continuation != continuation
            ? page
            : throw new CliException($"{route} does not go on: its continuation leads to itself.");
    }
}
