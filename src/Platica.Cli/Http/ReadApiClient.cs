using System.Net;
using System.Text.Json;
using Platica.Cli.Output;

namespace Platica.Cli.Http;

/// <summary>Reads what a receiver kept, from the routes under <c>/api</c> of its admin address.</summary>
internal sealed class ReadApiClient(CliHost host, Uri admin) : IDisposable
{
    private readonly HttpCaller _caller = new(host);

    /// <summary>Gets one route; <paramref name="query"/> parts that are null are left out.</summary>
    /// <returns>A successful answer with a JSON object.</returns>
    /// <exception cref="CliException">Nobody answered, or with a problem, or not with JSON.</exception>
    public async Task<HttpAnswer> GetAsync(
        string route, IEnumerable<(string Name, string? Value)> query, CancellationToken cancellationToken)
    {
        var parameters = string.Join('&', query
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(admin, parameters.Length > 0 ? $"{route}?{parameters}" : route));
        var answer = await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            { IsSuccess: false } => throw new CliException(Explain(answer)),
            { Json.ValueKind: not JsonValueKind.Object } => throw new CliException(
                $"{admin} did not answer with a JSON object. Is --admin-url the address of the read API?"),
            _ => answer,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private string Explain(HttpAnswer answer)
    {
        var hint = answer switch
        {
            { Json.ValueKind: not JsonValueKind.Object } => $"\nIs --admin-url {admin} the address of the read API?",
            { Problem: { } problem } when problem.Contains("?workspace=", StringComparison.Ordinal) => "\nHere that is the option --workspace.",
            { Problem: { } problem } when problem.Contains("?flow=", StringComparison.Ordinal) => "\nHere that is the option --flow.",
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } =>
                "\nThe read API only answers on the machine's own address.",
            _ => "",
        };
        return $"{(int)answer.Status} {answer.Reason}: {PlainText.Clean(answer.Problem)}{hint}";
    }
}
