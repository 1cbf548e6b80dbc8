using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.Operations;

/// <summary>
/// <c>POST /api/operations/{name}</c>: the parameters come as a JSON object, never in the URL, for they may be phones. The answer is
/// <c>{"counts":{…},"items":[…]?,"continuation":"…"|null}</c>. Hosts decide who may call; everything else is here.
/// </summary>
public sealed partial class OperationsApi(IEnumerable<IOperation> operations, TimeProvider clock, ILogger<OperationsApi> logger)
{
    /// <summary>What the path of every operation begins with.</summary>
    public const string PathPrefix = "/api/operations/";

    private const int MostBodyBytes = 64 * 1024;

    private static readonly ReadAnswer Unavailable = ReadAnswer.Problem(
        503, "Not available now", "The tables or the queue do not answer now. Make the same call again: what is done already changes nothing.") with
    {
        RetryAfterSeconds = 5,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly Dictionary<string, IOperation> _operations = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>Does one page of an operation.</summary>
    public async Task<ReadAnswer> RunAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var operation = Find(request);
            var call = new OperationCall(await ReadAsync(request.Body, cancellationToken).ConfigureAwait(false), clock);
            var page = await operation.RunAsync(call, cancellationToken).ConfigureAwait(false);
            Log.Ran(logger, operation.Name, page.Counts.Sum(count => count.Value), page.Continuation is null);
            return ReadAnswer.Ok(Write(page));
        }
        catch (ReadProblemException problem)
        {
            return problem.Answer;
        }
        catch (Exception problem) when (problem is StoreUnavailableException or QueueUnavailableException)
        {
            Log.Unavailable(logger, request.Path, problem.Message);
            return Unavailable;
        }
    }

    private IOperation Find(OperationRequest request)
    {
        var name = request.Path.StartsWith(PathPrefix, StringComparison.OrdinalIgnoreCase) ? request.Path[PathPrefix.Length..].TrimEnd('/') : string.Empty;
        if (!_operations.TryGetValue(name, out var operation))
        {
            throw new ReadProblemException(
                404, "No such operation", $"Operations are {string.Join(", ", _operations.Keys.Order(StringComparer.Ordinal).Select(known => $"POST {PathPrefix}{known}"))}.");
        }

        if (request.Method != "POST")
        {
            throw new ReadProblemException(405, "Only POST", "Operations are started with POST and a JSON object as the body.") { Allow = "POST" };
        }

        return request.Query.TrimStart('?').Length == 0 ? operation : throw new ReadProblemException(
            400, "Parameters in the URL", "Send parameters in the body's JSON object and the key in the header x-functions-key: URLs end up in logs.");
    }

    private static async Task<JsonElement> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBodyBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length > MostBodyBytes)
        {
            throw new ReadProblemException(413, "Body too large", "The parameters of an operation may be 64 KiB. Give fewer at a time.");
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw NoObject();
        }
        catch (JsonException)
        {
            throw NoObject();
        }
    }

    private static ReadOnlyMemory<byte> Write(OperationPage page) => RowJson.Document(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("counts");
        foreach (var (name, count) in page.Counts)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
        if (page.Items is { } items)
        {
            writer.WriteStartArray("items");
            items(writer);
            writer.WriteEndArray();
        }

        writer.WriteString("continuation", ReadParameters.Continue(page.Continuation));
        writer.WriteEndObject();
    });

    private static ReadProblemException NoObject() =>
        new(400, "Body not usable", "Send the parameters as one JSON object, {} for none, each parameter once.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The operation {Name} ran for a page ({Count} counted, last page: {IsLast}).")]
        public static partial void Ran(ILogger logger, string name, long count, bool isLast);

        [LoggerMessage(2, LogLevel.Warning, "The operation {Path} was cut short and is to be called again: {Problem}")]
        public static partial void Unavailable(ILogger logger, string path, string problem);
    }
}
