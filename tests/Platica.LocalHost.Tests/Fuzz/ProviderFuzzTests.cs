using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Webhooks;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>
/// Changed copies of the other providers' samples, sent over the network to a whole LocalHost twice, in every mode: without what proves who calls, and
/// with it.
/// </summary>
public sealed class ProviderFuzzTests
{
    private const int UsualCases = 3000;
    private const int Connections = 8;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, int> _expected = new();
    private readonly ConcurrentQueue<string> _problems = new();

    [Theory]
    [InlineData("watsi", 202)]
    [InlineData("whapi", 200)]
    public async Task No_changed_call_is_taken_without_a_secret_and_nothing_of_an_authentic_one_is_lost(string provider, int success)
    {
        Assert.True(SampleCatalog.TryGet(provider, out var samples));
        var corpus = samples.All(Now).Select(sample => sample.Body).ToList();
        var mutator = new BodyMutator(corpus);
        var (store, kept) = KeptBodies.Before(new InMemoryTableStore());
        await using var host = await EveryProvider.StartAsync(services => services.AddSingleton(store).AddLogging(logging => logging.ClearProviders()));
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(FuzzRun.First, FuzzRun.Cases(UsualCases)));

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (numbers.TryDequeue(out var number))
            {
                var random = FuzzRun.Of(number);
                var body = mutator.Next(random, out var sample);
                await TryAsync(host, samples, corpus[sample], body, random, success, number);
            }
        })));

        FuzzRun.AssertNone(_problems);
        await host.WaitUntilProcessedAsync();
        var counts = await kept.CountAsync(host);
        FuzzRun.AssertNone(_expected.Where(part => !counts.ContainsKey(part.Key)).Select(part => $"Lost. {FuzzRun.Repeat(part.Value)}."));
    }

    private async Task TryAsync(
        RunningLocalHost host, IProviderSamples samples, ReadOnlyMemory<byte> original, byte[] body, Random random, int success, int number)
    {
        try
        {
            var mode = samples.Modes.Count > 0 ? samples.Modes[random.Next(samples.Modes.Count)] : null;
            if (!body.AsSpan().SequenceEqual(original.Span))
            {
                var refused = samples.CallFor(original, samples.Signature is null ? EveryProvider.Guessed : EveryProvider.Authentic(mode));
                Require(401, await host.CallAsync(samples, refused, body), "A changed body without the secret", number);
            }

            var call = samples.Signature is null ? samples.CallFor(original, EveryProvider.Authentic(mode)) : samples.CallFor(body, EveryProvider.Authentic(mode));
            Require(success, await host.CallAsync(samples, call, body), "An authentic body", number);
            Expect(samples, call, body, number);
        }
        catch (Exception problem)
        {
            _problems.Enqueue($"{problem.GetType().Name}: {problem.Message} {FuzzRun.Repeat(number)}.");
        }
    }

    private void Require(int right, int status, string what, int number)
    {
        if (status != right)
        {
            _problems.Enqueue($"{what} was answered {status}. {FuzzRun.Repeat(number)}.");
        }
    }

    /// <summary>Every part of a call is to be found again, as an event or as a dead letter.</summary>
    private void Expect(IProviderSamples samples, ProviderCall call, byte[] body, int number)
    {
        var provider = DeliveryGenerators.Of(samples.Provider).Provider;
        var head = new RequestHead(
            call.Method, call.Path, name => call.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
        var delivery = new Delivery { Provider = provider.Name, ReceivedAt = Now, Body = body, Attributes = provider.ReadAttributes(head) };
        foreach (var part in provider.Split(delivery))
        {
            _expected[KeptBodies.Hash(part.Body.ToArray())] = number;
        }
    }
}
