using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Web;

namespace Platica.LocalHost.Tests.Operations;

/// <summary>Who may run operations on one machine: whoever can read the key in the data folder, and no web page.</summary>
public sealed class OperationsAddressTests(SharedLocalHost shared) : IClassFixture<SharedLocalHost>
{
    private const string Replay = "/api/operations/dead-letters/replay";
    private const string DryRun = """{"dryRun":true}""";

    private RunningLocalHost Host => shared.Host;

    private string Key => Host.Options.Data.ReadOperationsKey()!;

    [Fact]
    public async Task The_key_of_the_data_folder_opens_them()
    {
        using var answer = await Host.OperateAsync("dead-letters/replay", DryRun);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.True((await JsonAsync(answer)).GetProperty("counts").GetProperty("matched").GetInt64() >= 1);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void The_key_is_long_and_only_its_owner_can_read_it()
    {
        Assert.Matches("^[0-9a-f]{64}$", Key);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Host.Options.Data.OperationsKeyFile));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("guessed")]
    [InlineData("almost")]
    public async Task Without_it_the_answer_says_where_it_is(string? key)
    {
        var sent = key == "almost" ? $"{Key[..^1]}g" : key;
        using var answer = await PostAsync(sent is null ? [] : [("x-functions-key", sent)]);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var problem = await JsonAsync(answer);
        Assert.Contains(Host.Options.Data.OperationsKeyFile, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_in_the_url_does_not_open_them()
    {
        using var alone = await Host.SendToAdminAsync(HttpMethod.Post, $"{Replay}?code={Key}", new StringContent(DryRun));
        using var beside = await Host.SendToAdminAsync(HttpMethod.Post, $"{Replay}?code={Key}", new StringContent(DryRun), ("x-functions-key", Key));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), (alone.StatusCode, beside.StatusCode));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:3000")]
    [InlineData("null")]
    public async Task A_web_page_of_another_site_is_refused_though_it_has_the_key(string origin)
    {
        using var answer = await PostAsync(("x-functions-key", Key), ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_page_of_this_address_is_not_foreign()
    {
        using var answer = await PostAsync(("x-functions-key", Key), ("Origin", shared.Admin.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A browser asks this before it sends a header such as the key's for a page of another site.</summary>
    [Fact]
    public async Task A_browser_that_asks_for_leave_gets_none()
    {
        using var answer = await Host.SendToAdminAsync(
            HttpMethod.Options,
            Replay,
            null,
            ("Origin", "https://evil.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "x-functions-key"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task What_did_not_come_from_this_machine_is_refused_though_it_has_the_key(string header, string value)
    {
        using var answer = await PostAsync(("x-functions-key", Key), (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_post_runs_one(string method)
    {
        using var answer = await Host.SendToAdminAsync(new(method), Replay, null, ("x-functions-key", Key));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task An_unknown_one_is_answered_with_those_there_are()
    {
        using var answer = await Host.OperateAsync("nothing", "{}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var detail = (await JsonAsync(answer)).GetProperty("detail").GetString();
        Assert.Contains("POST /api/operations/dead-letters/drop, POST /api/operations/dead-letters/replay", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var answer = await Host.OperateAsync("dead-letters/replay", $$"""{"reason":"{{new string('x', 5_000_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task They_are_not_served_at_the_receivers_address()
    {
        using var answer = await Host.SendAsync(HttpMethod.Post, Replay, new StringContent(DryRun), ("x-functions-key", Key));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] headers) =>
        Host.SendToAdminAsync(HttpMethod.Post, Replay, new StringContent(DryRun), headers);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());
}
