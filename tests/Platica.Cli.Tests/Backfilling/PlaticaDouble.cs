using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>
/// Platica's REST API as docs.platica.mx documents it ("List Customers", "List Conversations", "Get a Conversation", "Errors and Support"): its
/// key, paging, sorting, limit of requests and errors. No real Platica was asked.
/// </summary>
internal sealed class PlaticaDouble(Crm crm, TimeProvider clock)
{
    public const string Key = "key_1";
    public const string Host = "api.platica.mx";

    public const int MostRequestsInASecond = 30;

    private const int DefaultLimit = 50;

    private readonly List<DateTimeOffset> _times = [];

    /// <summary>The paths and queries that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Answers to give before the API is asked, in their order.</summary>
    public Queue<HttpResponseMessage> Faults { get; } = [];

    /// <summary>Answers other than the documented ones, by path and query; null for the documented one.</summary>
    public Func<string, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>Whether the list has the messages; the documentation's example has none.</summary>
    public bool ListsMessages { get; init; }

    /// <summary>How many entities a page has at most, where that is less than documented.</summary>
    public int MostInPage { get; set; } = int.MaxValue;

    /// <summary>The most requests that any second saw.</summary>
    public int Fastest { get; private set; }

    public HttpResponseMessage Answer(SentRequest request)
    {
        var url = new Uri(request.Url);
        lock (_times)
        {
            Asked.Add(url.PathAndQuery);
            _times.Add(clock.GetUtcNow());
            Fastest = Math.Max(Fastest, _times.Count(time => time > clock.GetUtcNow() - TimeSpan.FromSeconds(1)));
            if (Faults.TryDequeue(out var fault))
            {
                return fault;
            }
        }

        if (request.Headers.GetValueOrDefault("Authorization") != $"Bearer {Key}")
        {
            return Error(HttpStatusCode.Unauthorized, "Unauthorized - Invalid API key", "La API key proporcionada no es válida");
        }

        var query = HttpUtility.ParseQueryString(url.Query);
        return Instead(url.PathAndQuery) ?? url.AbsolutePath.Split('/') switch
        {
            ["", "v1", "clients"] => List("clients", crm.Clients, query["sortBy"] is "name" or "creationDate", query, mostLimit: 200),
            ["", "v1", "conversations"] => List("conversations", [.. crm.Conversations.Select(Listed)], query["sortBy"] is "lastUpdate" or "creationDate", query, mostLimit: 100),
            ["", "v1", "conversations", var id] => Conversation(Uri.UnescapeDataString(id), query["channelId"]),
            _ => Error(HttpStatusCode.NotFound, "Not Found - Resource not found", null),
        };
    }

    public static HttpResponseMessage Error(HttpStatusCode status, string error, string? details)
    {
        var body = new JsonObject { ["code"] = (int)status, ["error"] = error };
        if (details is not null)
        {
            body["details"] = details;
        }

        return NetworkDouble.Response(status, body.ToJsonString());
    }

    private HttpResponseMessage List(
        string name, IReadOnlyList<JsonObject> entities, bool sortIsKnown, System.Collections.Specialized.NameValueCollection query, int mostLimit)
    {
        var limit = Math.Min(Number(query["limit"], DefaultLimit), Math.Min(mostLimit, MostInPage));
        var offset = Number(query["offset"], 0);
        if (!sortIsKnown || query["sortDirection"] is not ("asc" or "desc"))
        {
            return Error(HttpStatusCode.BadRequest, "Bad Request - Validation error", "sortBy");
        }

        var sorted = entities.OrderBy(entity => entity[query["sortBy"]!]!.GetValue<string>(), StringComparer.Ordinal).ToList();
        var page = sorted.Skip(offset).Take(limit).Select(entity => entity.DeepClone()).ToArray();
        return Answer(name, page, new JsonObject { ["limit"] = limit, ["offset"] = offset, ["hasMore"] = offset + page.Length < sorted.Count });
    }

    private HttpResponseMessage Conversation(string id, string? channel)
    {
        var found = crm.Conversations.Where(conversation =>
            conversation["conversationId"]!.GetValue<string>() == id && (channel is null || conversation["channelId"]!.GetValue<string>() == channel)).ToList();
        return found.Count == 0
            ? Error(HttpStatusCode.NotFound, "Not Found - Resource not found", "Conversation not found")
            : Answer("conversations", [.. found.Select(conversation => conversation.DeepClone())], null);
    }

    private JsonObject Listed(JsonObject conversation)
    {
        var listed = conversation.DeepClone().AsObject();
        if (!ListsMessages)
        {
            listed["messages"] = new JsonArray();
        }

        return listed;
    }

    private static HttpResponseMessage Answer(string name, JsonNode[] entities, JsonObject? pagination)
    {
        var workspace = new JsonObject
        {
            ["id"] = Crm.Workspace,
            ["name"] = "Demo",
            [$"{name}Count"] = entities.Length,
            [name] = new JsonArray(entities),
        };
        if (pagination is not null)
        {
            workspace["pagination"] = pagination;
        }

        var response = NetworkDouble.Response(HttpStatusCode.OK, new JsonObject { ["workspaces"] = new JsonArray(workspace) }.ToJsonString());
        response.Headers.Add("X-RateLimit-Limit", MostRequestsInASecond.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    private static int Number(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);
}
