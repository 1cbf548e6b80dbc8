using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Backfilling;

/// <summary>
/// A list of Platica's API: <c>{"workspaces":[{"id":…,"clients":[…],"pagination":{"hasMore":…}}]}</c>. It is read in the order of creation,
/// in which nothing moves while it is read, as it would in the order of change.
/// </summary>
/// <param name="Name">The route, and the member that holds the entities.</param>
/// <param name="Limit">How many to ask for: of clients the documented most, of conversations the default, for no most is documented.</param>
internal sealed record ApiList(string Name, int Limit)
{
    /// <summary><c>GET /clients</c>.</summary>
    public static ApiList Clients { get; } = new("clients", 200);

    /// <summary><c>GET /conversations</c>.</summary>
    public static ApiList Conversations { get; } = new("conversations", 50);

    /// <summary>The pages from an offset on.</summary>
    /// <exception cref="CliException">Platica refused, or answers something else.</exception>
    public async IAsyncEnumerable<ApiPage> ReadAsync(PlaticaApi api, int offset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? lastId = null;
        var goesOn = true;
        while (goesOn)
        {
            var route = string.Create(CultureInfo.InvariantCulture, $"/{Name}?limit={Limit}&offset={offset}&sortBy=creationDate&sortDirection=asc");
            var answer = await api.GetAsync(route, cancellationToken).ConfigureAwait(false) ?? throw new CliException($"Platica has no /{Name}.");
            var workspaces = WorkspacesOf(answer);
            var entities = workspaces.SelectMany(EntitiesInWorkspace).ToList();
            if (entities.Count > 0 && entities[^1].Id is { Length: > 0 } id && id == lastId)
            {
                throw new CliException($"Platica answers the same page of /{Name} again and again; nothing after it can be read.");
            }

            yield return new(entities, offset);
            lastId = entities.Count > 0 ? entities[^1].Id : null;
            var most = workspaces.Select(workspace => EntitiesInWorkspace(workspace).Count()).DefaultIfEmpty().Max();
            goesOn = most > 0 && workspaces.Any(workspace => HasMore(workspace, most));
            offset += most;
        }
    }

    /// <summary>The entities of an answer.</summary>
    /// <exception cref="CliException">It is another one.</exception>
    public IReadOnlyList<ApiEntity> EntitiesOf(JsonElement answer) => [.. WorkspacesOf(answer).SelectMany(EntitiesInWorkspace)];

    private static List<JsonElement> WorkspacesOf(JsonElement answer) =>
        JsonText.Find(answer, "workspaces") is { ValueKind: JsonValueKind.Array } workspaces
            ? [.. workspaces.EnumerateArray()]
            : throw new CliException("Platica's answer has no list 'workspaces', as it is documented to have.");

    private IEnumerable<ApiEntity> EntitiesInWorkspace(JsonElement workspace) =>
        JsonText.Find(workspace, Name) is { ValueKind: JsonValueKind.Array } entities
            ? entities.EnumerateArray()
                .Where(entity => entity.ValueKind == JsonValueKind.Object)
                .Select(entity => new ApiEntity(JsonText.ReadExact(workspace, "id"), entity))
            : [];

    /// <summary>Where it is not told, a full page has more after it.</summary>
    private bool HasMore(JsonElement workspace, int count) => JsonText.Find(JsonText.Find(workspace, "pagination"), "hasMore").ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => count >= Limit,
    };
}

/// <summary>A page of a list.</summary>
/// <param name="Entities">What is on it.</param>
/// <param name="Offset">Where it begins.</param>
internal sealed record ApiPage(IReadOnlyList<ApiEntity> Entities, int Offset);
