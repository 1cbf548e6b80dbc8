using System.Net;
using Platica.Cli.Backfilling;
using Platica.Cli.Tests.Infrastructure;
using Platica.Testing;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>How Platica's API is asked, and what becomes of its refusals.</summary>
public sealed partial class BackfillTests
{
    [Fact]
    public async Task Where_the_list_has_the_messages_conversations_are_not_asked_for_one_by_one()
    {
        using var home = new BackfillHome(listsMessages: true);
        Fill(home.Crm, clients: 0, conversations: 1, messages: 3);

        Assert.Equal(0, await home.BackfillAsync());

        Assert.DoesNotContain(home.Platica.Asked, route => route.Contains("channelId", StringComparison.Ordinal));
        Assert.Contains(home.Run.Lines, line => line.EndsWith("3 sent in 1 deliveries", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task While_Platica_or_the_receiver_limits_or_fails_it_is_asked_again(int status)
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 3, conversations: 0, messages: 0);
        for (var i = 0; i < 3; i++)
        {
            home.Platica.Faults.Enqueue(PlaticaDouble.Error((HttpStatusCode)status, "Too Many Requests - Rate limit exceeded", null));
            home.Receiver.Faults.Enqueue(NetworkDouble.Response((HttpStatusCode)status));
        }

        Assert.Equal(0, await home.BackfillAsync());

        Assert.Equal(3, home.Receiver.Taken.Count);
    }

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("Retry-After", "Fri, 20 Nov 2026 09:01:30 GMT", 90)]
    [InlineData("X-RateLimit-Reset", "90", 90)]
    [InlineData("X-RateLimit-Reset", "1795165290", 90)]
    [InlineData("X-RateLimit-Reset", "1795165290000", 90)]
    [InlineData("X-RateLimit-Reset", "soon", 1)]
    [InlineData("X-RateLimit-Limit", "30", 1)]
    public async Task A_limit_is_waited_for_as_long_as_Platica_asks(string header, string value, int seconds)
    {
        using var home = new BackfillHome();
        var limited = PlaticaDouble.Error(HttpStatusCode.TooManyRequests, "Too Many Requests - Rate limit exceeded", null);
        limited.Headers.TryAddWithoutValidation(header, value);
        home.Platica.Faults.Enqueue(limited);
        var startedAt = home.Run.Clock.GetUtcNow();
        DateTimeOffset? askedAgainAt = null;
        home.Platica.Instead = _ =>
        {
            askedAgainAt ??= home.Run.Clock.GetUtcNow();
            return null;
        };

        await home.BackfillAsync();

        Assert.InRange((askedAgainAt!.Value - startedAt).TotalSeconds, seconds, seconds + 10);
    }

    [Fact]
    public async Task Platica_is_asked_no_more_than_30_times_a_second()
    {
        using var home = new BackfillHome();
        Fill(home.Crm, clients: 90, conversations: 0, messages: 0);
        home.Platica.MostInPage = 1;

        Assert.Equal(0, await home.BackfillAsync("--dry-run"));

        Assert.Equal(90, home.Platica.Asked.Count(route => route.StartsWith("/v1/clients", StringComparison.Ordinal)));
        Assert.InRange(home.Platica.Fastest, 10, PlaticaDouble.MostRequestsInASecond);
    }

    [Fact]
    public void Requests_of_many_at_once_are_let_through_one_after_the_other()
    {
        var clock = new ManualTimeProvider();
        var pace = new RequestPace(clock);
        var waiting = Enumerable.Range(0, 100).Select(_ => pace.WaitAsync(CancellationToken.None)).ToList();

        Assert.Equal(1, waiting.Count(task => task.IsCompleted));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(waiting.Count(task => task.IsCompleted), 25, PlaticaDouble.MostRequestsInASecond);
    }

    [Fact]
    public async Task A_key_that_Platica_does_not_take_is_named_by_its_variable_and_never_shown()
    {
        using var home = new BackfillHome(key: "wrong_key");

        Assert.Equal(1, await home.BackfillAsync());

        Assert.Contains("Platica does not take the API key in PLATICA_API_KEY: 401 Unauthorized - Invalid API key (La API key proporcionada no es válida)", home.Run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong_key", home.Run.Error + home.Run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "may not read this: 403 Forbidden - Access denied (x)")]
    [InlineData(400, "Platica answered 400 Forbidden - Access denied (x)")]
    [InlineData(422, "Platica answered 422")]
    public async Task What_Platica_refuses_is_told_in_its_words(int status, string expected)
    {
        using var home = new BackfillHome();
        home.Platica.Instead = _ => PlaticaDouble.Error((HttpStatusCode)status, "Forbidden - Access denied", "x");

        Assert.Equal(1, await home.BackfillAsync());

        Assert.Contains(expected, home.Run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"workspaces":null}""")]
    [InlineData("<html>")]
    public async Task An_answer_of_another_shape_ends_it_with_a_message(string body)
    {
        using var home = new BackfillHome();
        home.Platica.Instead = _ => NetworkDouble.Response(HttpStatusCode.OK, body);

        Assert.Equal(1, await home.BackfillAsync());

        Assert.Contains("Platica", home.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_says_where_to_put_it()
    {
        using var home = new BackfillHome(key: null);

        Assert.Equal(2, await home.BackfillAsync());

        Assert.Contains("PLATICA_API_KEY", home.Run.Error, StringComparison.Ordinal);
        Assert.Empty(home.Platica.Asked);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_not_read_for_ever()
    {
        using var home = new BackfillHome();
        home.Platica.Instead = _ => NetworkDouble.Response(
            HttpStatusCode.OK, """{"workspaces":[{"id":"ws_demo","clients":[{"id":"cli_1"}],"pagination":{"hasMore":true}}]}""");

        Assert.Equal(1, await home.BackfillAsync());

        Assert.Contains("the same page", home.Run.Error, StringComparison.Ordinal);
    }
}
