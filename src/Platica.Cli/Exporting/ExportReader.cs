using System.Runtime.CompilerServices;
using System.Text.Json;
using Platica.Cli.Commands;
using Platica.Cli.Http;

namespace Platica.Cli.Exporting;

/// <summary>Reads a table of the read API to its end.</summary>
/// <param name="api">The read API.</param>
/// <param name="query">The workspace and the filters of the table, and whether bodies come with it.</param>
internal sealed class ExportReader(ReadApiClient api, IReadOnlyList<(string Name, string? Value)> query)
{
    /// <summary>Every item of a list of the workspace.</summary>
    public IAsyncEnumerable<JsonElement> ReadAsync(ListKind kind, CancellationToken cancellationToken)
    {
        var list = new PagedList(api, kind.Route, query);
        return kind == ListKinds.Conversations ? ReadMovingAsync(list, cancellationToken) : list.ReadAllAsync(cancellationToken);
    }

    /// <summary>Every item of a list that each conversation has: the API has no list of them all.</summary>
    /// <param name="kind">The list.</param>
    /// <param name="conversationQuery">The filters of the conversations.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<JsonElement> ReadWithinConversationsAsync(
        ListKind kind,
        IReadOnlyList<(string Name, string? Value)> conversationQuery,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var conversations = new PagedList(api, ListKinds.Conversations.Route, conversationQuery);
        await foreach (var conversation in ReadMovingAsync(conversations, cancellationToken).ConfigureAwait(false))
        {
            var list = new PagedList(api, kind.RouteFor(JsonText.ReadExact(conversation, "id")), query);
            await foreach (var item in list.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    // A conversation that is active meanwhile moves to the top of the list, where reading has been already: so the list is read again
    // until nothing in it is new.
    private static async IAsyncEnumerable<JsonElement> ReadMovingAsync(
        PagedList conversations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = [];
        int before;
        do
        {
            before = seen.Count;
            await foreach (var item in conversations.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (seen.Add(JsonText.ReadExact(item, "id")))
                {
                    yield return item;
                }
            }
        }
        while (seen.Count > before);
    }
}
