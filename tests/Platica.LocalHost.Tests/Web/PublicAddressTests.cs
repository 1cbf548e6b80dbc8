namespace Platica.LocalHost.Tests.Web;

/// <summary>The receiver's address, which a tunnel opens to the world.</summary>
public sealed class PublicAddressTests(SharedLocalHost shared) : IClassFixture<SharedLocalHost>
{
    public static TheoryData<string> Disguises =>
    [
        "/{0}",
        "//{0}",
        "/./{0}",
        "/api/webhooks/../../{0}",
        "/api/webhooks/platica/../../../{0}",
        "/api/webhooks/%2e%2e/%2e%2e/{0}",
        "/api/webhooks/..%2f..%2f{0}",
        "/api/webhooks/..%5c..%5c{0}",
        "/api/health/../../{0}",
        "/api/health/{0}",
        "/api/webhooks/platica/{0}",
        "/%61pi/../{0}",
        "/{0}#/api/health",
        "/{0};/api/health",
        "/{0}?/api/health",
        "http://localhost/{0}",
        "http://localhost//{0}",
    ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task No_read_route_is_served_in_any_disguise(string disguise)
    {
        foreach (var path in SharedLocalHost.ReadPaths.Select(path => path.TrimStart('/')))
        {
            foreach (var written in (string[])[path, path.ToUpperInvariant(), path.Replace("/", "//", StringComparison.Ordinal), path + "/"])
            {
                var target = disguise.Replace("{0}", written, StringComparison.Ordinal);

                var status = await RawHttp.GetStatusAsync(shared.Receiver, $"GET {target} HTTP/1.1", "Host: localhost");

                Assert.True(status is 404 or 400, $"{target}: {status}");
            }
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task No_read_route_is_served_by_any_method(string method)
    {
        foreach (var path in SharedLocalHost.ReadPaths)
        {
            var status = await RawHttp.GetStatusAsync(shared.Receiver, $"{method} {path} HTTP/1.1", "Host: localhost", "Content-Length: 0");

            Assert.Equal(404, status);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/webhooks")]
    [InlineData("/api/webhooks/")]
    [InlineData("/api/webhooks/other")]
    [InlineData("/favicon.ico")]
    public async Task Nothing_else_is_served(string path) =>
        Assert.Equal(404, await RawHttp.GetStatusAsync(shared.Receiver, $"GET {path} HTTP/1.1", "Host: tunnel.example"));

    [Fact]
    public async Task Webhooks_and_health_are_served_under_any_name_and_through_any_tunnel()
    {
        string[] headers = ["Host: tunnel.example", "X-Forwarded-For: 203.0.113.7", "Content-Length: 0"];

        Assert.Equal(200, await RawHttp.GetStatusAsync(shared.Receiver, "GET /api/health HTTP/1.1", headers));
        Assert.Equal(401, await RawHttp.GetStatusAsync(shared.Receiver, "POST /api/webhooks/platica HTTP/1.1", headers));
    }
}
