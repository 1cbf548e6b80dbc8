using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>
/// 20,000 changed copies of the sample story, each sent over the network to a whole LocalHost twice: with the signature that the body had
/// before it was changed, and with its own.
/// </summary>
public sealed class BodyFuzzTests
{
    private const int UsualCases = 20_000;
    private const int Connections = 16;

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(RunningLocalHost.Secret);
    private static readonly string[] Signatures = [.. FuzzRun.Corpus.Select(body => WebhookSignature.Sign(body.Span, Secret))];

    private readonly BodyMutator _mutator = new(FuzzRun.Corpus);
    private readonly ConcurrentDictionary<string, int> _sent = new();
    private readonly ConcurrentQueue<string> _problems = new();

    [Fact]
    public async Task No_changed_body_is_taken_under_an_old_signature_and_every_signed_one_is_kept_exactly_once()
    {
        var (store, kept) = KeptBodies.Before(new InMemoryTableStore());
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton(store).AddLogging(logging => logging.ClearProviders()));
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(FuzzRun.First, FuzzRun.Cases(UsualCases)));

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => SendAllAsync(host, numbers))));

        FuzzRun.AssertNone(_problems);
        await host.WaitUntilProcessedAsync();
        var counts = (await kept.CountAsync(host)).ToDictionary();
        FuzzRun.AssertNone(_sent.Where(sent => counts.GetValueOrDefault(sent.Key) != 1)
            .Select(sent => $"Kept {counts.GetValueOrDefault(sent.Key)} times. {FuzzRun.Repeat(sent.Value)}."));
        Assert.Equal(_sent.Count + 1, counts.Count);
    }

    private async Task SendAllAsync(RunningLocalHost host, ConcurrentQueue<int> numbers)
    {
        using var client = new WireClient(host.Application.Endpoints.Receiver);
        while (numbers.TryDequeue(out var number))
        {
            var random = FuzzRun.Of(number);
            var body = _mutator.Next(random, out var sample);
            try
            {
                await TryAsync(client, body, sample, number, EventHeader(random));
            }
            catch (Exception problem)
            {
                _problems.Enqueue($"{problem.GetType().Name}: {problem.Message} {FuzzRun.Repeat(number)}.");
            }
        }
    }

    private async Task TryAsync(WireClient client, byte[] body, int sample, int number, string[] headers)
    {
        if (!body.AsSpan().SequenceEqual(FuzzRun.Corpus[sample].Span))
        {
            var refused = await client.PostAsync(RunningLocalHost.WebhookPath, body, [Signed(Signatures[sample]), .. headers]);
            Require(refused.Status == 401 && IsJson(refused), refused, "A changed body under an old signature", number);
        }

        if (_sent.TryAdd(KeptBodies.Hash(body), number))
        {
            var taken = await client.PostAsync(RunningLocalHost.WebhookPath, body, [Signed(WebhookSignature.Sign(body, Secret)), .. headers]);
            Require(taken.Status is 200 or 202 && IsJson(taken), taken, "A signed body", number);
        }
    }

    private void Require(bool isRight, WireAnswer answer, string what, int number)
    {
        if (!isRight)
        {
            _problems.Enqueue($"{what} was answered {answer.Status} {answer.Body}. {FuzzRun.Repeat(number)}.");
        }
    }

    private static string Signed(string signature) => $"{RunningLocalHost.SignatureHeader}: {signature}";

    /// <summary>What names the event where the body does not: right, wrong or nonsense.</summary>
    private static string[] EventHeader(Random random) => random.Next(6) switch
    {
        0 => ["X-Webhook-Event: whatsapp.flows.init", "X-Webhook-Timestamp: 2026-11-20T09:00:00Z"],
        1 => ["X-Webhook-Event: message.created"],
        2 => [$"X-Webhook-Event: {new string('e', random.Next(1, 300))}", "X-Webhook-Timestamp: yesterday", "Content-Type: text/html; charset=utf-7"],
        3 => ["X-Webhook-Event: ", "X-Webhook-Id: \u00e9\u00ff", "Content-Encoding: gzip"],
        _ => [],
    };

    private static bool IsJson(WireAnswer answer)
    {
        try
        {
            return JsonElement.Parse(answer.Body).ValueKind == JsonValueKind.Object && answer.Head.Contains("Content-Type: application/", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
