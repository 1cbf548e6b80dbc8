using System.Net;
using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Queue;
using Platica.Webhooks;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>What the answers are checked for.</summary>
public sealed partial class AnswersTableTests
{
    private static (string Name, string Value) Signature(string body, string secret = RunningLocalHost.Secret) =>
        (RunningLocalHost.SignatureHeader, WebhookSignature.Sign(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(secret)));

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string? says)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        if (says is null)
        {
            Assert.Empty(text);
            return;
        }

        var problem = JsonElement.Parse(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(says, $"{problem.GetProperty("title")}: {problem.GetProperty("detail")}", StringComparison.Ordinal);
    }

    private static async Task AssertAcceptedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"accepted":true}""", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Platica takes an answer whose data is an object and/or whose screen is not empty.</summary>
    private static async Task<JsonElement> AssertFlowAnswerAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(JsonValueKind.Object, json.GetProperty("data").ValueKind);
        return json;
    }

    private static async Task<JsonElement> AssertArchivedAsync(RunningLocalHost host, byte[] body)
    {
        await host.WaitUntilProcessedAsync();
        var archived = Assert.Single(await host.GetItemsAsync("/api/events?bodies=true"));
        Assert.Equal(body, Encoding.UTF8.GetBytes(archived.GetProperty("body").GetString()!));
        Assert.Empty(await host.GetDeadLettersAsync());
        return archived;
    }

    /// <summary>Not in the tables, and not in the journal either.</summary>
    private static async Task AssertNothingKeptAsync(RunningLocalHost host)
    {
        await host.RestartAsync();
        Assert.Equal(0, host.Application.Recovery.Records);
        Assert.Empty(await host.GetItemsAsync("/api/events"));
        Assert.Empty(await host.GetDeadLettersAsync());
    }

    private sealed class UnavailableQueue : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => throw new QueueUnavailableException("The disk is full.");

        public Task CheckAsync(CancellationToken cancellationToken) => throw new QueueUnavailableException("The disk is full.");
    }
}
