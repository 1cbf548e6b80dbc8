using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Reading;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Reading;

public sealed class ReadParametersTests
{
    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData("limit=0", "The parameter 'limit' must be a number from 1 to 500.")]
    [InlineData("limit=501", "The parameter 'limit' must be a number from 1 to 500.")]
    [InlineData("limit=-1", "The parameter 'limit' must be a number from 1 to 500.")]
    [InlineData("limit=ten", "The parameter 'limit' must be a number from 1 to 500.")]
    [InlineData("continuation=*", "The parameter 'continuation' must be the continuation of an earlier answer.")]
    [InlineData("continuation=_w", "The parameter 'continuation' must be the continuation of an earlier answer.")]
    public async Task A_parameter_that_cannot_be_used_is_answered_with_what_to_do(string query, string detail)
    {
        string[] lists = ["/api/conversations", "/api/clients", "/api/events", "/api/dead-letters", "/api/conversations/conv_1/messages"];
        foreach (var path in lists)
        {
            AssertProblem(400, detail, await _pipeline.GetAsync(path, query));
        }
    }

    [Theory]
    [InlineData("/api/conversations", "kind, status, owner, tag, channel, platform, phone, since, ")]
    [InlineData("/api/conversations/conv_1", "")]
    [InlineData("/api/conversations/conv_1/messages", "before, after, ")]
    [InlineData("/api/conversations/conv_1/events", "before, after, event, ")]
    [InlineData("/api/clients", "status, owner, tag, phone, ")]
    [InlineData("/api/clients/cli_1", "")]
    [InlineData("/api/channels", "status, ")]
    [InlineData("/api/channels/ch_1", "")]
    [InlineData("/api/calls", "status, phone, since, before, ")]
    [InlineData("/api/calls/call_1", "")]
    [InlineData("/api/labels", "")]
    [InlineData("/api/referrals", "ad, since, ")]
    [InlineData("/api/flow-exchanges", "flow, token, ")]
    [InlineData("/api/flow-responses", "flow, status, ")]
    [InlineData("/api/flow-responses/token_1", "")]
    [InlineData("/api/events", "day, event, bodies, ")]
    [InlineData("/api/dead-letters", "day, event, reason, since, before, older-than, state, bodies, ")]
    public async Task Each_route_refuses_the_parameters_that_it_does_not_know(string path, string known)
    {
        string[] filters =
        [
            "kind", "status", "owner", "tag", "channel", "platform", "phone", "since", "before", "after", "event", "ad", "flow", "token", "day",
            "bodies", "reason", "older-than", "state", "page", "Limit",
        ];
        foreach (var filter in filters.Except(known.Split(", ")))
        {
            var detail = $"There is no parameter '{filter}' here. Known are {known}limit, continuation, workspace, provider.";
            AssertProblem(400, detail, await _pipeline.GetAsync(path, $"limit=1&{filter}=1"));
        }
    }

    [Fact]
    public async Task A_parameter_given_twice_is_refused_rather_than_half_heeded() =>
        AssertProblem(400, "The parameter 'tag' may be given once.", await _pipeline.GetAsync("/api/conversations", "tag=vip&tag=venta"));

    [Fact]
    public async Task A_parameter_without_a_value_counts_as_not_given()
    {
        await _pipeline.ProcessAsync(Client("cli_1", "ws_1"));

        Assert.Single(await _pipeline.GetItemsAsync("/api/clients", "limit=&continuation=&workspace&phone=&status"));
    }

    [Theory]
    [InlineData("/api/conversations", "since=today", "The parameter 'since' must be a time such as 2026-11-20T15:00:00Z.")]
    [InlineData("/api/conversations", "since=1600-12-31", "The parameter 'since' must be a time such as 2026-11-20T15:00:00Z.")]
    [InlineData("/api/conversations", "phone=none", "The parameter 'phone' must be a phone number such as 5215500000001.")]
    [InlineData("/api/conversations/conv_1/messages", "before=x", "The parameter 'before' must be a time such as 2026-11-20T15:00:00Z.")]
    [InlineData("/api/conversations/conv_1/events", "after=x", "The parameter 'after' must be a time such as 2026-11-20T15:00:00Z.")]
    [InlineData("/api/clients", "phone=none", "The parameter 'phone' must be a phone number such as 5215500000001.")]
    [InlineData("/api/referrals", "since=x", "The parameter 'since' must be a time such as 2026-11-20T15:00:00Z.")]
    [InlineData("/api/events", "bodies=yes", "The parameter 'bodies' must be true or false.")]
    public async Task A_filter_that_is_none_is_refused(string path, string query, string detail)
    {
        await _pipeline.ProcessAsync(Client("cli_1", "ws_1"), Posted.Event("conversation.created", "event_1", new { conversation = new { id = "conv_1" } }));

        AssertProblem(400, detail, await _pipeline.GetAsync(path, query));
    }

    [Theory]
    [InlineData("day=yesterday", "The parameter 'day' must be a day in UTC such as 2026-11-20.")]
    [InlineData("day=2026-02-30", "The parameter 'day' must be a day in UTC such as 2026-11-20.")]
    [InlineData("continuation=Y2xpXzE", "The parameter 'continuation' belongs to another list.")]
    public async Task A_list_by_days_refuses_a_day_or_continuation_that_is_none(string query, string detail)
    {
        await _pipeline.ProcessAsync(Posted.Event("x", "event_1"));

        AssertProblem(400, detail, await _pipeline.GetAsync("/api/events", query));
    }

    [Fact]
    public async Task Several_workspaces_are_listed_until_one_is_named()
    {
        await _pipeline.ProcessAsync(Client("cli_1", "ws_1"), Client("cli_2", "ws/2"));

        AssertProblem(
            400,
            "There are several workspaces; add ?workspace= with one of: platica.ws/2, platica.ws_1.",
            await _pipeline.GetAsync("/api/clients"));
        var answer = Assert.Single(await _pipeline.GetPagesAsync("/api/clients", "workspace=platica.ws%2F2"));
        Assert.Contains("cli_2", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("cli_1", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_workspace_need_not_be_named()
    {
        await _pipeline.ProcessAsync(Client("cli_1", "ws_1"));

        Assert.Contains("cli_1", Assert.Single(await _pipeline.GetPagesAsync("/api/clients", "")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/conversations")]
    [InlineData("/api/clients")]
    [InlineData("/api/events")]
    [InlineData("/api/dead-letters")]
    [InlineData("/api/conversations/conv_1/messages")]
    [InlineData("/api/conversations/conv_1/events")]
    [InlineData("/api/channels")]
    [InlineData("/api/calls")]
    [InlineData("/api/labels")]
    [InlineData("/api/referrals")]
    [InlineData("/api/flow-exchanges")]
    [InlineData("/api/flow-responses")]
    public async Task A_list_is_empty_before_anything_came(string path) =>
        Assert.Equal(["""200 {"items":[],"continuation":null}"""], await _pipeline.GetPagesAsync(path, ""));

    [Theory]
    [InlineData("/api/conversations/conv_9", "Nothing has this id here. Ids are percent-encoded in the URL.")]
    [InlineData("/api/clients/cli_9", "Nothing has this id here. Ids are percent-encoded in the URL.")]
    [InlineData("/api/channels/ch_9", "Nothing has this id here. Ids are percent-encoded in the URL.")]
    [InlineData("/api/calls/call_9", "Nothing has this id here. Ids are percent-encoded in the URL.")]
    [InlineData("/api/flow-responses/token_9", "Nothing has this id here. Ids are percent-encoded in the URL.")]
    [InlineData(
        "/api/messages",
        "Routes are /api/conversations[/{id}[/messages|/events]], /api/clients[/{id}], /api/channels[/{id}], /api/calls[/{id}], /api/labels, "
        + "/api/referrals, /api/flow-exchanges, /api/flow-responses[/{token}], /api/events, /api/dead-letters[/{id}].")]
    public async Task What_is_not_there_is_answered_with_what_is(string path, string detail) =>
        AssertProblem(404, detail, await _pipeline.GetAsync(path));

    [Fact]
    public async Task A_plus_stays_a_plus_and_a_space_is_percent_encoded()
    {
        await _pipeline.ProcessAsync(Client("a+b c", "ws_1"), Client("other", "a+b c"));

        var client = Assert.Single(await _pipeline.GetItemsAsync("/api/clients", "workspace=platica.a+b%20c"));

        Assert.Equal("other", client.Text("id"));
    }

    [Fact]
    public async Task An_id_of_any_characters_is_found_percent_encoded()
    {
        const string Id = "a/b c?#%2F|!\n🙂";
        await _pipeline.ProcessAsync(Client(Id, "ws_1"));

        var answer = await _pipeline.GetAsync($"/api/clients/{Uri.EscapeDataString(Id)}");

        Assert.Equal(200, answer.StatusCode);
        using var document = JsonDocument.Parse(answer.Body);
        Assert.Equal(Id, document.RootElement.GetProperty("id").GetString());
    }

    private static Webhooks.Delivery Client(string id, string workspace) =>
        Posted.Event("client.updated", $"event_{id}", new { client = new { id } }, workspace: workspace);

    private static void AssertProblem(int status, string detail, ReadAnswer answer)
    {
        using var document = JsonDocument.Parse(answer.Body);
        Assert.Equal(detail, document.RootElement.GetProperty("detail").GetString());
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.ContentType));
        Assert.Equal(status, document.RootElement.GetProperty("status").GetInt32());
    }
}
