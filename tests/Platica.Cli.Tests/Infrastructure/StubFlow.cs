using System.Net;
using System.Text;
using System.Text.Json;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Infrastructure;

/// <summary>A receiver that answers a Flow: one answer for each exchange, by action and screen; refuses what is not signed with its secret.</summary>
internal sealed class StubFlow(params (string Exchange, string Answer)[] answers)
{
    private readonly List<(string Exchange, string Answer)> _answers = [.. answers];

    /// <summary>How many milliseconds each answer takes, by its number from 0.</summary>
    public Func<int, double> Milliseconds { get; init; } = _ => 38.2;

    /// <summary>What was asked: <c>init</c>, <c>data_exchange WELCOME {"…"}</c>.</summary>
    public List<string> Asked { get; } = [];

    public List<JsonElement> Deliveries { get; } = [];

    /// <summary>A command line that types these lines.</summary>
    public CliRun Run(params string[] lines)
    {
        CliRun? running = null;
        var run = running = new CliRun(new NetworkDouble(request =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return NetworkDouble.Response(HttpStatusCode.OK, StubReceiver.Healthy);
            }

            running!.Clock.Advance(TimeSpan.FromMilliseconds(Milliseconds(Asked.Count)));
            return Answer(request);
        }))
        {
            Input = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))),
            Width = 160,
        };
        return run.WithSecret();
    }

    private HttpResponseMessage Answer(SentRequest request)
    {
        var signature = request.Headers.GetValueOrDefault("X-Webhook-Signature");
        if (WebhookSignature.Verify(signature, request.Body, Encoding.UTF8.GetBytes(CliRun.Secret)) != SignatureResult.Valid)
        {
            return NetworkDouble.Response(HttpStatusCode.Unauthorized, StubReceiver.Refusal);
        }

        var delivery = JsonElement.Parse(request.Body);
        Deliveries.Add(delivery);
        var exchange = delivery.GetProperty("data").GetProperty("flowExchange");
        var asked = $"{exchange.GetProperty("action")} {exchange.GetProperty("screen")} {exchange.GetProperty("payload")}".Replace("  {}", "", StringComparison.Ordinal);
        Asked.Add(asked);

        // The first that begins alike is used up, so that a second answer to the same question may be another.
        var found = _answers.FindIndex(answer => asked.StartsWith(answer.Exchange, StringComparison.Ordinal));
        Assert.True(found >= 0, $"Nothing answers {asked}.");
        var body = _answers[found].Answer;
        _answers.RemoveAt(found);
        return NetworkDouble.Response(HttpStatusCode.OK, body);
    }
}
