using System.Net;
using System.Text;
using System.Text.Json;

namespace Platica.Cli.Http;

/// <summary>One answer over HTTP, read to its end.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Reason">The words beside it.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="Elapsed">From sending the request to having the whole answer.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, string Reason, byte[] Body, TimeSpan Elapsed)
{
    /// <summary>Where a redirect points to.</summary>
    public Uri? Location { get; init; }

    /// <summary>How long to wait before asking again, where the server tells it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may be answered otherwise later: the server is busy, limits, or failed.</summary>
    public bool IsPassing => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body as text; what is not UTF-8 shows as �.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON; undefined where it is none.</summary>
    public JsonElement Json { get; } = Parse(Body);

    /// <summary>What a refused request was told: the problem's detail, its title, else the first line of the body.</summary>
    public string Problem
    {
        get
        {
            if (Json.ValueKind == JsonValueKind.Object)
            {
                return JsonText.Read(Json, "detail") is { Length: > 0 } detail ? detail : JsonText.Read(Json, "title");
            }

            return Text.Split('\n', 2)[0].Trim();
        }
    }

    /// <summary>Whether it is a refusal in the receiver's own words: RFC 9457 problem details, which repeat the status.</summary>
    public bool IsProblem =>
        JsonText.Find(Json, "status") is { ValueKind: JsonValueKind.Number } status && status.TryGetInt32(out var number) && number == (int)Status;

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
