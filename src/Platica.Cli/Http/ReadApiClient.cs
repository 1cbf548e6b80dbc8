using System.Net;
using System.Text.Json;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Http;

/// <summary>Reads what a receiver kept, from the routes under <c>/api</c> of a site.</summary>
/// <param name="host">The network.</param>
/// <param name="site">LocalHost's admin address, or a deployment.</param>
/// <param name="key">What a deployment asks for; it travels in a header only, since URLs end up in logs.</param>
internal sealed class ReadApiClient(CliHost host, Uri site, FunctionKey? key = null) : IDisposable
{
    private const string KeyHeader = "x-functions-key";
    private const string PrintKey =
        "az functionapp keys list --resource-group <group> --name <app> --query functionKeys.default --output tsv";

    private readonly HttpCaller _caller = new(host);
    private readonly string _site = site.GetLeftPart(UriPartial.Authority);

    /// <summary>Gets one route; <paramref name="query"/> parts that are null are left out.</summary>
    /// <returns>A successful answer with a JSON object.</returns>
    /// <exception cref="CliException">Nobody answered, or with a problem, or not with JSON.</exception>
    public async Task<HttpAnswer> GetAsync(
        string route, IEnumerable<(string Name, string? Value)> query, CancellationToken cancellationToken)
    {
        var parameters = string.Join('&', query
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, parameters.Length > 0 ? $"{route}?{parameters}" : route));
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key.Value);
        }

        var answer = await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            { IsSuccess: false } => throw new CliException($"{(int)answer.Status} {answer.Reason}: {Explain(answer)}"),
            { Json.ValueKind: not JsonValueKind.Object } => throw new CliException(
                $"{_site} did not answer with a JSON object. Is --url the address of the read API?"),
            _ => answer,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private string Explain(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized } when key is null =>
            $"{_site} asks for the app's function key, in the variable {KeyOption.Variable} or --key; this prints it: {PrintKey}",
        { Status: HttpStatusCode.Unauthorized } =>
            $"{_site} does not know the key in {key.Source}; this prints the app's function key: {PrintKey}",
        { Status: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest } =>
            $"{_site} redirects{Target(answer.Location)}, which is not followed: give the final address with --url.",
        _ => PlainText.Clean(answer.Problem) + Hint(answer),
    };

    private string Hint(HttpAnswer answer) => answer switch
    {
        { Json.ValueKind: not JsonValueKind.Object } => $"\nIs --url {_site} the address of the read API?",
        { Problem: { } problem } when problem.Contains("?workspace=", StringComparison.Ordinal) => "\nHere that is the option --workspace.",
        { Problem: { } problem } when problem.Contains("?flow=", StringComparison.Ordinal) => "\nHere that is the option --flow.",
        { Status: HttpStatusCode.Forbidden } => "\nThe read API of LocalHost only answers on the machine's own address.",
        _ => "",
    };

    private static string Target(Uri? location) =>
        location is { IsAbsoluteUri: true } ? $" to {location.GetLeftPart(UriPartial.Authority)}" : "";
}
