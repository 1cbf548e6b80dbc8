using System.Net;
using System.Text.Json;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Http;

/// <summary>Asks what is under <c>/api</c> of a site, and tells in plain words why it was refused.</summary>
/// <param name="host">The network.</param>
/// <param name="site">Where, and the key; that travels in a header only, since URLs end up in logs.</param>
/// <param name="kind">Which key it asks for.</param>
/// <param name="timeout">How long an answer may take; null for the usual time.</param>
internal sealed class SiteClient(CliHost host, Site site, KeyKind kind, TimeSpan? timeout = null) : IDisposable
{
    private const string KeyHeader = "x-functions-key";

    private readonly HttpCaller _caller = new(host, timeout);
    private readonly string _site = site.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Sends a request to a route, whatever is answered.</summary>
    /// <exception cref="NoAnswerException">Nobody answered.</exception>
    public async Task<HttpAnswer> SendAsync(HttpMethod method, string route, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(site.Address, route)) { Content = content };
        if (site.Key is { } key)
        {
            request.Headers.Add(KeyHeader, key.Value);
        }

        return await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer, where it is a success with a JSON object.</summary>
    /// <exception cref="CliException">It is a problem, or no JSON.</exception>
    public HttpAnswer Check(HttpAnswer answer) => answer switch
    {
        { IsSuccess: false } => throw new CliException($"{(int)answer.Status} {answer.Reason}: {Explain(answer)}"),
        { Json.ValueKind: not JsonValueKind.Object } => throw new CliException(
            $"{_site} did not answer with a JSON object. Is --url the address of the read API?"),
        _ => answer,
    };

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private string Explain(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized, Problem: { Length: > 0 } problem, Json.ValueKind: JsonValueKind.Object } => PlainText.Clean(problem),
        { Status: HttpStatusCode.Unauthorized } when site.Key is null =>
            $"{_site} asks for the app's {kind.Name}, in the variable {kind.Variable} or --key; this prints it: {kind.PrintCommand}",
        { Status: HttpStatusCode.Unauthorized } =>
            $"{_site} does not know the key in {site.Key!.Source}; this prints the app's {kind.Name}: {kind.PrintCommand}",
        { Status: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest } =>
            $"{_site} redirects{Target(answer.Location)}, which is not followed: give the final address with --url.",
        _ => PlainText.Clean(answer.Problem) + Hint(answer),
    };

    private string Hint(HttpAnswer answer) => answer switch
    {
        { Json.ValueKind: not JsonValueKind.Object } => $"\nIs --url {_site} the address of the read API?",
        { Problem: { } problem } when problem.Contains("?provider=", StringComparison.Ordinal) => "\nHere those are the options --workspace and --provider.",
        { Problem: { } problem } when problem.Contains("?workspace=", StringComparison.Ordinal) => "\nHere that is the option --workspace.",
        { Problem: { } problem } when problem.Contains("?flow=", StringComparison.Ordinal) => "\nHere that is the option --flow.",
        { Status: HttpStatusCode.Forbidden } => "\nThe read API of LocalHost only answers on the machine's own address.",
        _ => "",
    };

    private static string Target(Uri? location) =>
        location is { IsAbsoluteUri: true } ? $" to {location.GetLeftPart(UriPartial.Authority)}" : "";
}
