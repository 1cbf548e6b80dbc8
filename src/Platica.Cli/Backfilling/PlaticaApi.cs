using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Output;

namespace Platica.Cli.Backfilling;

/// <summary>
/// Reads Platica's REST API: at its pace, again while it limits or fails, its errors told in words. Written from docs.platica.mx, "Errors and
/// Support"; that page tells of <c>X-RateLimit-Limit</c>, but not, as far as is known, how long to wait after a 429.
/// </summary>
internal sealed class PlaticaApi : IDisposable
{
    /// <summary>The variable with the API key, which is never an option: others see command lines.</summary>
    public const string KeyVariable = "PLATICA_API_KEY";

    private const string Address = "https://api.platica.mx/v1";

    private readonly CliHost _host;
    private readonly HttpCaller _caller;
    private readonly RequestPace _pace;
    private readonly string _key;

    private PlaticaApi(CliHost host, string key)
    {
        (_host, _key) = (host, key);
        _caller = new(host);
        _pace = new(host.Clock);
    }

    /// <summary>The API with the key of the environment.</summary>
    /// <exception cref="CliException">There is none, or it can be none.</exception>
    public static PlaticaApi Open(CliHost host)
    {
        var key = (host.Environment(KeyVariable) ?? "").Trim();
        return key.Length == 0
            ? throw new CliException($"Put Platica's API key into the variable {KeyVariable}; it is made in Platica's settings.", ExitCodes.Usage)
            : key.All(character => character is > ' ' and <= '~')
            ? new(host, key)
            : throw new CliException($"What {KeyVariable} holds is no API key: those are one line without blanks.", ExitCodes.Usage);
    }

    /// <summary>Gets a route below <c>/v1</c>.</summary>
    /// <returns>The answer, or null where nothing is there.</returns>
    /// <exception cref="CliException">It was refused, or fails for too long.</exception>
    public async Task<JsonElement?> GetAsync(string route, CancellationToken cancellationToken)
    {
        var answer = await Persistence.SendAsync(_host, () => SendAsync(route, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            { IsSuccess: true, Json.ValueKind: JsonValueKind.Object } => answer.Json,
            { IsSuccess: true } => throw new CliException("Platica did not answer with a JSON object."),
            { Status: HttpStatusCode.NotFound } => null,
            { Status: HttpStatusCode.Unauthorized } => throw new CliException($"Platica does not take the API key in {KeyVariable}: {Explain(answer)}"),
            { Status: HttpStatusCode.Forbidden } => throw new CliException($"The API key in {KeyVariable} may not read this: {Explain(answer)}"),
            _ => throw new CliException($"Platica answered {Explain(answer)}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private async Task<HttpAnswer> SendAsync(string route, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}{route}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        return await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Documented: <c>{"code":404,"error":"Not Found - …","details":"…"}</c>, details where there are some.</summary>
    private static string Explain(HttpAnswer answer)
    {
        var error = JsonText.Read(answer.Json, "error");
        var details = JsonText.Read(answer.Json, "details");
        var words = error.Length > 0 ? error : PlainText.Clean(answer.Reason);
        return $"{(int)answer.Status} {words}{(details.Length > 0 ? $" ({details})" : "")}";
    }
}
