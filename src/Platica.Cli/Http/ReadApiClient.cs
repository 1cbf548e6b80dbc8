using Platica.Cli.Input;

namespace Platica.Cli.Http;

/// <summary>Reads what a receiver kept, from the routes under <c>/api</c> of a site.</summary>
/// <param name="host">The network.</param>
/// <param name="site">Where.</param>
internal sealed class ReadApiClient(CliHost host, Site site) : IDisposable
{
    private readonly SiteClient _site = new(host, site, KeyKind.Reading);

    /// <summary>Gets one route; <paramref name="query"/> parts that are null are left out.</summary>
    /// <returns>A successful answer with a JSON object.</returns>
    /// <exception cref="CliException">Nobody answered, or with a problem, or not with JSON.</exception>
    public async Task<HttpAnswer> GetAsync(
        string route, IEnumerable<(string Name, string? Value)> query, CancellationToken cancellationToken)
    {
        var parameters = string.Join('&', query
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        var address = parameters.Length > 0 ? $"{route}?{parameters}" : route;
        return _site.Check(await _site.SendAsync(HttpMethod.Get, address, null, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();
}
