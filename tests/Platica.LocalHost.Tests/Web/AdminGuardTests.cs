namespace Platica.LocalHost.Tests.Web;

public sealed class AdminGuardTests(SharedLocalHost shared) : IClassFixture<SharedLocalHost>
{
    public static TheoryData<string> LocalHosts => ["localhost", "LOCALHOST:7072", "127.0.0.1", "127.0.0.1:7072", "[::1]", "[::1]:7072"];

    public static TheoryData<string> ForeignHosts =>
    [
        "evil.example",
        "evil.example:7072",
        "192.168.1.5:7072",
        "10.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "[2001:db8::1]",
        "localhost.evil.example",
        "evil.localhost",
        "127.0.0.1.evil.example",
        "127-0-0-1.nip.io",
        string.Empty,
    ];

    public static TheoryData<string> ForwardedHeaders =>
    [
        "Forwarded: for=203.0.113.7",
        "X-Forwarded-For: 203.0.113.7",
        "x-forwarded-host: evil.example",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Server: tunnel",
        "Via: 1.1 tunnel",
        "X-Real-IP: 203.0.113.7",
        "X-Client-IP: 203.0.113.7",
        "X-Original-Host: evil.example",
        "X-Original-For: 203.0.113.7",
        "True-Client-IP: 203.0.113.7",
        "CF-Connecting-IP: 203.0.113.7",
        "CF-Ray: 7d0",
        "Tailscale-User-Login: somebody",
        "X-Forwarded-For:",
    ];

    [Theory]
    [MemberData(nameof(LocalHosts))]
    public Task Every_read_route_answers_under_a_name_of_this_machine(string host) => ExpectAsync(200, $"Host: {host}");

    [Theory]
    [MemberData(nameof(ForeignHosts))]
    public Task Every_read_route_refuses_another_host_name(string host) => ExpectAsync(403, $"Host: {host}");

    [Theory]
    [MemberData(nameof(ForwardedHeaders))]
    public Task Every_read_route_refuses_what_came_through_a_proxy_or_tunnel(string header) => ExpectAsync(403, "Host: localhost", header);

    [Fact]
    public async Task A_request_without_a_host_name_is_refused()
    {
        Assert.Equal(403, await RawHttp.GetStatusAsync(shared.Admin, "GET /api/conversations HTTP/1.0"));
        Assert.Equal(400, await RawHttp.GetStatusAsync(shared.Admin, "GET /api/conversations HTTP/1.1"));
    }

    [Fact]
    public async Task A_target_with_a_foreign_name_is_refused_whatever_the_host_header_says()
    {
        const string Target = "GET http://evil.example/api/conversations HTTP/1.1";

        Assert.Equal(400, await RawHttp.GetStatusAsync(shared.Admin, Target, "Host: localhost"));
        Assert.Equal(403, await RawHttp.GetStatusAsync(shared.Admin, Target, "Host: evil.example"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Everything_but_reading_is_refused(string method)
    {
        foreach (var path in SharedLocalHost.ReadPaths.Append("/api/webhooks/platica"))
        {
            Assert.Equal(405, await RawHttp.GetStatusAsync(shared.Admin, $"{method} {path} HTTP/1.1", "Host: localhost", "Content-Length: 0"));
        }
    }

    [Theory]
    [InlineData("/api/webhooks/platica")]
    [InlineData("/api/health")]
    public async Task Webhooks_and_health_are_not_served_here(string path) =>
        Assert.Equal(404, await RawHttp.GetStatusAsync(shared.Admin, $"GET {path} HTTP/1.1", "Host: localhost"));

    private async Task ExpectAsync(int status, params string[] headers)
    {
        foreach (var path in SharedLocalHost.ReadPaths)
        {
            Assert.Equal(status, await RawHttp.GetStatusAsync(shared.Admin, $"GET {path} HTTP/1.1", headers));
        }
    }
}
