using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Abuse;

/// <summary>The headers that every answer has, whoever asks for whatever.</summary>
public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Every_answer_on_both_addresses_has_each_security_header_once_and_names_no_server()
    {
        await using var host = await RunningLocalHost.StartAsync();
        var body = PlaticaSamples.Story.Create("whatsapp.flows.init", DateTimeOffset.UtcNow).Body.ToArray();
        List<HttpResponseMessage> answers =
        [
            await host.SignedPostAsync(body), await host.SignedPostAsync("{\"event\":\"message.created\"}"), await host.SignedPostAsync("not JSON"),
            await host.PostAsync(body), await host.SignedPostAsync(new byte[2 * 1024 * 1024]), await host.SignedPostAsync(body, ("Transfer-Encoding", "chunked")),
            await host.SendAsync(HttpMethod.Get, RunningLocalHost.WebhookPath), await host.SendAsync(HttpMethod.Head, RunningLocalHost.WebhookPath),
            await host.SendAsync(HttpMethod.Post, "/api/webhooks/somebody"), await host.SendAsync(HttpMethod.Get, "/api/health"), await host.SendAsync(HttpMethod.Get, "/"),
            await host.ReadAsync("/api/dead-letters"), await host.ReadAsync("/api/conversations/none?workspace=none"), await host.ReadAsync("/api/nothing"), await host.ReadAsync("/api/events?limit=x"), await host.ReadAsync("/api/operations/none"),
        ];

        Assert.Equal([200, 202, 401, 404, 405, 411, 413], [.. answers.Take(11).Select(answer => (int)answer.StatusCode).Distinct().Order()]);
        Assert.Equal([200, 400, 401, 404], [.. answers.Skip(11).Select(answer => (int)answer.StatusCode).Distinct().Order()]);
        foreach (var answer in answers)
        {
            Assert.All(SecurityHeaders.All, header => Assert.Equal([header.Value], answer.Headers.GetValues(header.Key)));
            Assert.Empty(answer.Headers.Server);
            Assert.False(answer.Headers.Contains("X-Powered-By"));
            answer.Dispose();
        }
    }

    [Fact]
    public void They_are_the_ones_that_the_documents_list() => Assert.Equal(
        [
            "Cache-Control: no-store", "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "Cross-Origin-Resource-Policy: same-origin",
            "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
        ],
        SecurityHeaders.All.Select(header => $"{header.Key}: {header.Value}"));
}
